//! Data frames as Parquet, through `polars-parquet` alone: polars' own `parquet` feature brings its streaming and
//! cloud stack with it.

use std::fs::File;
use std::io::{self, BufWriter, Cursor, Read as _, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

use polars::prelude::{
    ArrowDataType, ArrowSchema, Column, CompatLevel, DataFrame, DataType, PolarsError, PolarsResult, Schema,
    SchemaExt as _, Series,
};
use polars_parquet::read::{
    BasicDecompressor, FileMetadata, ParquetError, column_iter_to_arrays, get_page_iterator, infer_schema,
    read_metadata,
};
use polars_parquet::write::{
    CompressionOptions, Compressor, DynIter, DynStreamingIterator, Encoding, FallibleStreamingIterator as _,
    FileWriter, ParquetType, StatisticsOptions, Version, WriteOptions, array_to_columns,
};

use super::TableError;
use crate::runs::RunsError;

/// What every Parquet file begins with.
const MAGIC: &[u8] = b"PAR1";
/// Strings as plain UTF-8, which every reader knows, not as the newer string views.
const COMPATIBILITY: CompatLevel = CompatLevel::oldest();

/// Writes a table as one row group.
pub(super) fn write(frame: &DataFrame, path: &Path) -> Result<(), TableError> {
    let mut file = ParquetFile::create(path, frame.schema(), StatisticsOptions::default())?;
    file.write(frame)?;
    file.finish()
}

/// A Parquet file under way.
pub(super) struct ParquetFile {
    path: PathBuf,
    writer: FileWriter<Noting>,
    types: Vec<ParquetType>,
    encodings: Vec<Encoding>,
    failure: Arc<Mutex<Option<io::Error>>>,
}

impl ParquetFile {
    /// Creates the file for frames of `schema`.
    pub(super) fn create(path: &Path, schema: &Schema, statistics: StatisticsOptions) -> Result<Self, TableError> {
        let file = File::create(path).map_err(|error| RunsError::from_io(path, error))?;
        let failure = Arc::new(Mutex::new(None));
        let options = WriteOptions {
            statistics,
            version: Version::V1,
            compression: CompressionOptions::Snappy,
            data_page_size: None,
        };
        let arrow: ArrowSchema = schema.to_arrow(COMPATIBILITY);
        let writer = Noting { inner: BufWriter::new(file), failure: Arc::clone(&failure) };
        let writer =
            FileWriter::try_new(writer, arrow, options).map_err(|error| TableError::shape(&name(path), &error))?;
        let types = writer.parquet_schema().fields().to_vec();
        let encodings = schema
            .iter_values()
            .map(|kind| if *kind == DataType::String { Encoding::RleDictionary } else { Encoding::Plain })
            .collect();
        Ok(Self { path: path.to_owned(), writer, types, encodings, failure })
    }

    /// Adds the rows of a frame as one row group; none for none.
    pub(super) fn write(&mut self, frame: &DataFrame) -> Result<(), TableError> {
        self.try_write(frame).map_err(|error| self.explain(&error))
    }

    /// Writes the footer.
    pub(super) fn finish(mut self) -> Result<(), TableError> {
        self.writer.end(None).map_err(|error| self.explain(&error))?;
        Ok(())
    }

    fn try_write(&mut self, frame: &DataFrame) -> PolarsResult<()> {
        let options = self.writer.options();
        for batch in frame.iter_chunks(COMPATIBILITY, false) {
            if batch.is_empty() {
                continue;
            }
            let rows = batch.len() as u64;
            // Lazily, so that only one column is held encoded at a time.
            let (types, encodings) = (self.types.clone(), self.encodings.clone());
            let columns =
                batch.into_arrays().into_iter().zip(types).zip(encodings).flat_map(move |((array, kind), encoding)| {
                    match array_to_columns(array, kind, options, &[encoding]) {
                        Ok(columns) => columns
                            .into_iter()
                            .map(|pages| {
                                let pages =
                                    pages.map(|page| page.map_err(|error| ParquetError::OutOfSpec(error.to_string())));
                                let pages = Compressor::new(DynIter::new(pages), options.compression, Vec::new());
                                Ok(DynStreamingIterator::new(pages.map_err(PolarsError::from)))
                            })
                            .collect::<Vec<_>>(),
                        Err(error) => vec![Err(error)],
                    }
                });
            self.writer.write(rows, DynIter::new(columns))?;
        }
        Ok(())
    }

    /// Polars turns every input/output error into words; the first real one was noted on its way.
    fn explain(&self, error: &PolarsError) -> TableError {
        let noted = self.failure.lock().unwrap_or_else(PoisonError::into_inner).take();
        match noted {
            Some(failure) => RunsError::from_io(&self.path, failure).into(),
            None => TableError::shape(&name(&self.path), error),
        }
    }
}

impl std::fmt::Debug for ParquetFile {
    fn fmt(&self, formatter: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        formatter.debug_struct("ParquetFile").field("path", &self.path).finish_non_exhaustive()
    }
}

fn name(path: &Path) -> String {
    path.file_name().map_or_else(String::new, |name| name.to_string_lossy().into_owned())
}

/// A buffered file that remembers why writing failed.
struct Noting {
    inner: BufWriter<File>,
    failure: Arc<Mutex<Option<io::Error>>>,
}

impl Noting {
    fn note<T>(&self, result: io::Result<T>) -> io::Result<T> {
        result.map_err(|error| {
            let told = io::Error::from(error.kind());
            self.failure.lock().unwrap_or_else(PoisonError::into_inner).get_or_insert(error);
            told
        })
    }
}

impl Write for Noting {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        let result = self.inner.write(bytes);
        self.note(result)
    }

    fn flush(&mut self) -> io::Result<()> {
        let result = self.inner.flush();
        self.note(result)
    }
}

/// Whether a file begins as Parquet files do; one that cannot be read is taken for one, and told by whoever reads it.
pub(super) fn is_one(path: &Path) -> bool {
    let mut start = Vec::new();
    let read = File::open(path).and_then(|file| file.take(MAGIC.len() as u64).read_to_end(&mut start));
    read.is_err() || start == MAGIC
}

/// A Parquet file in memory, with what it says of itself.
pub(super) struct Loaded {
    bytes: Vec<u8>,
    metadata: FileMetadata,
    schema: ArrowSchema,
}

impl Loaded {
    /// Reads a file, but not yet its columns.
    pub(super) fn read(path: &Path) -> PolarsResult<Self> {
        let bytes = std::fs::read(path)?;
        let metadata = read_metadata(&mut Cursor::new(&bytes))?;
        let schema = infer_schema(&metadata)?;
        Ok(Self { bytes, metadata, schema })
    }

    /// The first column that is neither text nor numbers nor true and false, with its type.
    pub(super) fn unreadable(&self) -> Option<(String, String)> {
        use ArrowDataType::{
            Boolean, Float32, Float64, Int8, Int16, Int32, Int64, LargeUtf8, UInt8, UInt16, UInt32, UInt64, Utf8,
            Utf8View,
        };
        let is_read = |kind: &ArrowDataType| {
            let whole = matches!(kind, Int8 | Int16 | Int32 | Int64 | UInt8 | UInt16 | UInt32 | UInt64);
            whole || matches!(kind, Boolean | Float32 | Float64 | Utf8 | LargeUtf8 | Utf8View)
        };
        let mut others = self.schema.iter_values().filter(|field| !is_read(&field.dtype));
        others.next().map(|field| (field.name.to_string(), format!("{:?}", field.dtype)))
    }

    /// Its columns.
    pub(super) fn frame(self) -> PolarsResult<DataFrame> {
        let Self { bytes, metadata, schema } = self;
        // Shared between columns, not copied for each.
        let bytes = bytes.into();
        let columns = schema
            .iter_values()
            .enumerate()
            .map(|(at, field)| {
                let mut arrays = Vec::new();
                for group in &metadata.row_groups {
                    let column = group.parquet_columns().get(at).ok_or(PolarsError::OutOfBounds("column".into()))?;
                    let pages = get_page_iterator(column, Cursor::new(Clone::clone(&bytes)), Vec::new(), usize::MAX)?;
                    let kinds = vec![&column.descriptor().descriptor.primitive_type];
                    let pages = BasicDecompressor::new(pages, Vec::new());
                    arrays.extend(column_iter_to_arrays(vec![pages], kinds, field.clone(), None)?.0);
                }
                Ok(if arrays.is_empty() {
                    Column::new_empty(field.name.clone(), &DataType::from_arrow_field(field))
                } else {
                    Column::from(Series::try_from((field, arrays))?)
                })
            })
            .collect::<PolarsResult<Vec<Column>>>()?;
        DataFrame::new(metadata.num_rows, columns)
    }
}

/// Reads a Parquet file, whole.
pub(super) fn read(path: &Path) -> PolarsResult<DataFrame> {
    Loaded::read(path)?.frame()
}
