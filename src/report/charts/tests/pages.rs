//! How large pages and pictures are.

use resvg::tiny_skia::Pixmap;

use super::samples::{forest, lines, money};
use super::*;

#[test]
fn a_png_has_twice_the_logical_size_and_shows_its_colours() {
    let chart = Chart::Money(money(true));
    let svg = drawn(&chart);
    let file = draw_png(&svg).unwrap();
    assert_eq!(file, draw_png(&drawn(&chart)).unwrap());
    let picture = Pixmap::decode_png(&file).unwrap();
    let size = format!("width=\"{}\" height=\"{}\"", picture.width() / PNG_SCALE, picture.height() / PNG_SCALE);
    assert!(svg.contains(&size) && picture.width() == 2000, "{size}");
    let count = |rgb: [u8; 3]| picture.data().chunks_exact(4).filter(|pixel| pixel[..3] == rgb).count();
    assert!(count([255, 255, 255]) > 1_000_000);
    assert!(count([0, 114, 178]) > 20_000, "spending");
    assert!(count([213, 94, 0]) > 2_000, "gap");
}

#[test]
fn a_page_is_as_tall_as_its_content_and_as_wide_as_it_is_asked_to_be() {
    let height = |chart: &Chart, width| {
        backend::outlined(&draw_svg(chart, Sheet { language: Language::English, width }).unwrap())
            .unwrap()
            .size()
            .height()
    };
    let effects = |rows| Chart::Forest(forest(false, rows));
    assert!(height(&effects(1), 1000) < 300.0 && height(&effects(24), 1000) > 700.0);
    let panels = |series| Chart::Lines(lines(false, series));
    assert!(height(&panels(6), 1000) < height(&panels(16), 1000));
    // Panels that do not fit side by side stand below one another.
    assert!(height(&panels(16), 560) > height(&panels(16), 1000));
    let mut years = money(false);
    years.years = vec![years.years[0].clone(); 12];
    assert!(height(&Chart::Money(years.clone()), 560) > 1.3 * height(&Chart::Money(years), 1000));
    let narrowest = draw_svg(&effects(6), Sheet { language: Language::English, width: 1 }).unwrap();
    assert!(narrowest.contains("width=\"480\""));
}
