//! Another host's mathematics: loaded before the C library (`LD_PRELOAD`), it answers for `exp`, `log`, `pow` and their like
//! with the neighbour of what the C library says, above or below or neither, as the bits of the argument have it.
//!
//! A C library may answer so: none promises more than a unit or two in the last place. What a program says that stays the same
//! under this one does not hang on the host's. At its end it writes how often each function was called to the file that
//! `TIDUI_HOSTS_CALLS` names. `rustc --crate-type cdylib` builds it; `tests/hosts/run` does.

use std::ffi::{CStr, c_char, c_void};
use std::fmt::Write as _;
use std::sync::atomic::{AtomicU64, AtomicUsize, Ordering};

unsafe extern "C" {
    fn dlsym(handle: *mut c_void, name: *const c_char) -> *mut c_void;
}

/// `RTLD_NEXT`: the definition after this one.
const NEXT: *mut c_void = -1_isize as *mut c_void;

/// A function of the C library, looked for when it is first called, and how often it was.
struct Theirs {
    name: &'static CStr,
    place: AtomicUsize,
    calls: AtomicU64,
}

impl Theirs {
    const fn new(name: &'static CStr) -> Self {
        Self { name, place: AtomicUsize::new(0), calls: AtomicU64::new(0) }
    }

    fn called(&self) -> usize {
        self.calls.fetch_add(1, Ordering::Relaxed);
        let mut place = self.place.load(Ordering::Relaxed);
        if place == 0 {
            place = unsafe { dlsym(NEXT, self.name.as_ptr()) } as usize;
            assert!(place != 0, "no {:?} in the C library", self.name);
            self.place.store(place, Ordering::Relaxed);
        }
        place
    }
}

/// Steps of −1, 0 or 1, as bits have it.
fn step(bits: u64) -> i64 {
    (bits.wrapping_mul(0x9e37_79b9_7f4a_7c15) >> 40) as i64 % 3 - 1
}

fn moved(value: f64, by: u64) -> f64 {
    if value.is_normal() { f64::from_bits(value.to_bits().wrapping_add_signed(step(by))) } else { value }
}

fn moved_f32(value: f32, by: u64) -> f32 {
    if value.is_normal() { f32::from_bits(value.to_bits().wrapping_add_signed(step(by) as i32)) } else { value }
}

macro_rules! ours {
    ($moved:ident, $float:ty: $($name:ident($($argument:ident),+))*) => { $(
        #[unsafe(no_mangle)]
        pub extern "C" fn $name($($argument: $float),+) -> $float {
            static THEIRS: Theirs = Theirs::new(unsafe {
                CStr::from_bytes_with_nul_unchecked(concat!(stringify!($name), "\0").as_bytes())
            });
            type Function = unsafe extern "C" fn($(ours!(@ $argument $float)),+) -> $float;
            ALL.note(&THEIRS);
            let function: Function = unsafe { std::mem::transmute(THEIRS.called()) };
            let bits = 0_u64 $(.rotate_left(7) ^ u64::from($argument.to_bits()))+;
            $moved(unsafe { function($($argument),+) }, bits)
        }
    )* };
    (@ $argument:ident $float:ty) => { $float };
}

ours! { moved, f64:
    exp(x) exp2(x) exp10(x) expm1(x) log(x) log2(x) log10(x) log1p(x) pow(x, y) cbrt(x) hypot(x, y)
    sin(x) cos(x) tan(x) asin(x) acos(x) atan(x) atan2(x, y)
    sinh(x) cosh(x) tanh(x) asinh(x) acosh(x) atanh(x) erf(x) erfc(x) tgamma(x) lgamma(x)
}
ours! { moved_f32, f32:
    expf(x) exp2f(x) exp10f(x) expm1f(x) logf(x) log2f(x) log10f(x) log1pf(x) powf(x, y) cbrtf(x) hypotf(x, y)
    sinf(x) cosf(x) tanf(x) asinf(x) acosf(x) atanf(x) atan2f(x, y)
    sinhf(x) coshf(x) tanhf(x) asinhf(x) acoshf(x) atanhf(x) erff(x) erfcf(x) tgammaf(x) lgammaf(x)
}

/// What a compiler makes of a sine and a cosine of one number.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sincos(x: f64, sine: *mut f64, cosine: *mut f64) {
    unsafe { (*sine, *cosine) = (sin(x), cos(x)) }
}

/// The same, of shorter numbers.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn sincosf(x: f32, sine: *mut f32, cosine: *mut f32) {
    unsafe { (*sine, *cosine) = (sinf(x), cosf(x)) }
}

/// What Rust calls for the logarithm of the gamma function.
#[unsafe(no_mangle)]
pub unsafe extern "C" fn lgamma_r(x: f64, sign: *mut i32) -> f64 {
    unsafe { *sign = if x > 0.0 || x.floor() as i64 % 2 == 0 { 1 } else { -1 } }
    lgamma(x)
}

/// Every function that was called.
struct All([AtomicUsize; 64]);

static ALL: All = All([const { AtomicUsize::new(0) }; 64]);

impl All {
    fn note(&self, one: &'static Theirs) {
        if one.calls.load(Ordering::Relaxed) > 0 {
            return;
        }
        let own = std::ptr::from_ref(one) as usize;
        for place in &self.0 {
            let there = place.compare_exchange(0, own, Ordering::Relaxed, Ordering::Relaxed);
            if there.is_ok() || there == Err(own) {
                return;
            }
        }
    }
}

extern "C" fn write() {
    let Some(path) = std::env::var_os("TIDUI_HOSTS_CALLS") else { return };
    let mut lines = String::new();
    for place in &ALL.0 {
        let one = place.load(Ordering::Relaxed) as *const Theirs;
        let Some(one) = (unsafe { one.as_ref() }) else { break };
        let _ = writeln!(lines, "{} {}", one.name.to_string_lossy(), one.calls.load(Ordering::Relaxed));
    }
    let _ = std::fs::write(path, lines);
}

#[used]
#[unsafe(link_section = ".fini_array")]
static AT_THE_END: extern "C" fn() = write;
