//! Lists the sources of a pipeline, and reads what was listed.

use std::path::{Path, PathBuf};
use std::time::UNIX_EPOCH;

use url::Url;
use walkdir::{DirEntry, WalkDir};

use super::bucket::Bucket;
use super::select::Selection;
use super::{Listing, SourceFile};
use crate::config::{ConfigError, Pipeline, SourceSpec};
use crate::error::RunError;
use crate::summary::Rejection;

/// The sources of a pipeline, ready to be listed and read.
#[derive(Debug)]
pub struct Sources {
    place: String,
    specs: Vec<SourceSpec>,
    buckets: Vec<Option<Bucket>>,
}

impl Sources {
    /// The sources of a pipeline. Nothing is opened yet.
    ///
    /// # Errors
    /// A source that names no place or two, or storage that cannot be reached as it says.
    pub fn of(pipeline: &Pipeline) -> Result<Self, ConfigError> {
        let buckets = pipeline.sources.iter().map(|spec| bucket_of(spec, &pipeline.name)).collect::<Result<_, _>>()?;
        Ok(Self { place: pipeline.name.clone(), specs: pipeline.sources.clone(), buckets })
    }

    /// Lists what a pipeline reads. What cannot be looked into is in the listing, not an error.
    ///
    /// # Errors
    /// A source that is not there, a glob or kind that is none, or storage that does not answer.
    pub fn list(&self) -> Result<Listing, RunError> {
        let mut listing = Listing::default();
        for (spec, bucket) in self.specs.iter().zip(&self.buckets) {
            match bucket {
                Some(bucket) => bucket.list(&Selection::of(spec, &self.place)?, &mut listing)?,
                None => walk(spec, &self.place, &mut listing)?,
            }
        }
        listing.files.sort_by(|a, b| a.uri.cmp(&b.uri));
        listing.files.dedup_by(|a, b| a.uri == b.uri);
        listing.unreadable.sort();
        listing.unreadable.dedup();
        Ok(listing)
    }

    /// The bytes of a listed file.
    ///
    /// # Errors
    /// The disk or the storage refuses.
    pub fn read(&self, file: &SourceFile) -> std::io::Result<Vec<u8>> {
        let in_bucket = self.buckets.iter().flatten().find_map(|bucket| bucket.read(&file.uri));
        in_bucket.unwrap_or_else(|| std::fs::read(&file.path))
    }
}

fn bucket_of(spec: &SourceSpec, place: &str) -> Result<Option<Bucket>, ConfigError> {
    let named = !spec.path.as_os_str().is_empty();
    match &spec.url {
        Some(address) if !named => Bucket::of(spec, address, place).map(Some),
        None if named => Ok(None),
        _ => {
            let reason = "a source names a folder or file by `path`, or storage by `url`; one of them".to_owned();
            Err(ConfigError::BadSource { place: place.to_owned(), reason })
        }
    }
}

fn walk(spec: &SourceSpec, place: &str, listing: &mut Listing) -> Result<(), ConfigError> {
    let selection = Selection::of(spec, place)?;
    let root = Root::of(&spec.path, place)?;
    for entry in WalkDir::new(&spec.path).follow_links(true).sort_by_file_name() {
        match entry {
            Ok(entry) if entry.file_type().is_file() => take(&entry, &root, &selection, listing),
            Ok(_) => {}
            Err(error) => listing.unreadable.push(root.unreadable(&error)),
        }
    }
    Ok(())
}

fn take(entry: &DirEntry, root: &Root, selection: &Selection, listing: &mut Listing) {
    let below = root.below(entry.path());
    match (selection.media_of(&below), entry.metadata()) {
        (None, _) => listing.not_selected += 1,
        (Some(_), Err(error)) => listing.unreadable.push(root.unreadable(&error)),
        (Some(media), Ok(metadata)) => {
            let modified = metadata.modified().ok().and_then(|time| time.duration_since(UNIX_EPOCH).ok());
            listing.files.push(SourceFile {
                uri: root.uri(&below),
                path: entry.path().to_owned(),
                below,
                media,
                bytes: metadata.len(),
                modified_ns: modified.and_then(|since| i64::try_from(since.as_nanos()).ok()).unwrap_or(0),
            });
        }
    }
}

/// The folder that paths are told below.
struct Root {
    /// As the pipeline names it.
    named: PathBuf,
    /// With its links resolved.
    real: PathBuf,
}

impl Root {
    /// A source that is a single file has its folder as root.
    fn of(path: &Path, place: &str) -> Result<Self, ConfigError> {
        let missing = |_| ConfigError::NoSource { place: place.to_owned(), path: path.to_owned() };
        let real = path.canonicalize().map_err(missing)?;
        if real.is_dir() {
            return Ok(Self { named: path.to_owned(), real });
        }
        let folder = |path: &Path| path.parent().unwrap_or(Path::new("")).to_owned();
        Ok(Self { named: folder(path), real: folder(&real) })
    }

    fn below(&self, path: &Path) -> String {
        let below = path.strip_prefix(&self.named).unwrap_or(path);
        let parts = below.components().map(|part| part.as_os_str().to_string_lossy());
        parts.collect::<Vec<_>>().join("/")
    }

    fn uri(&self, below: &str) -> String {
        let path = if below.is_empty() { self.real.clone() } else { self.real.join(below) };
        Url::from_file_path(&path).map_or_else(|()| path.display().to_string(), String::from)
    }

    fn unreadable(&self, error: &walkdir::Error) -> Rejection {
        let path = error.path().unwrap_or(&self.named);
        let reason = error.io_error().map_or_else(|| "a link leads back to its own folder".to_owned(), ToString::to_string);
        Rejection {
            path: path.display().to_string(),
            uri: self.uri(&self.below(path)),
            part: None,
            step: "list".to_owned(),
            reason: "unreadable".to_owned(),
            message: format!("{}: cannot be read: {reason}", path.display()),
            advice: "give the user that runs Solieu the right to read it, or exclude it in the pipeline".to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    #![allow(clippy::unwrap_used)]
    use super::*;

    fn list(pipeline: Pipeline) -> Result<Listing, RunError> {
        Sources::of(&pipeline).map_err(RunError::from)?.list()
    }

    #[test]
    fn a_source_names_one_place() {
        let check = |source: &str, expect: &str| {
            let text = format!("[[sources]]\n{source}\n");
            let pipeline = Pipeline::from_toml(&text, Path::new("p.toml")).unwrap();
            let error = Sources::of(&pipeline).unwrap_err().to_string();
            assert!(error.contains(expect), "{error}");
        };
        check("include = ['*.txt']", "one of them");
        check("path = 'a'\nurl = 's3://b/'", "one of them");
        check("url = 'https://example.vn/reports'", "write s3://BUCKET/PREFIX/");
    }

    #[test]
    fn a_folder_is_listed_in_order_and_the_rest_counted() {
        let folder = tempfile::tempdir().unwrap();
        let write = |name: &str| std::fs::write(folder.path().join(name), "x").unwrap();
        std::fs::create_dir(folder.path().join("năm 2016")).unwrap();
        ["b.txt", "a.md", "c.pdf", "năm 2016/d.txt"].iter().for_each(|name| write(name));
        let listing = list(Pipeline::over_folder("p".into(), folder.path().to_owned())).unwrap();
        let below: Vec<_> = listing.files.iter().map(|file| file.below.as_str()).collect();
        assert_eq!(below, ["a.md", "b.txt", "năm 2016/d.txt"]);
        assert_eq!(listing.not_selected, 1);
        assert!(listing.files[2].uri.starts_with("file:///") && listing.files[2].uri.ends_with("/n%C4%83m%202016/d.txt"));
    }

    #[test]
    fn a_missing_source_is_broken_configuration() {
        let error = list(Pipeline::over_folder("p".into(), "/no/such".into())).unwrap_err();
        assert!(error.to_string().contains("`/no/such` does not exist"), "{error}");
    }

    #[cfg(unix)]
    #[test]
    fn what_cannot_be_looked_into_is_told() {
        let folder = tempfile::tempdir().unwrap();
        std::fs::write(folder.path().join("a.txt"), "x").unwrap();
        std::os::unix::fs::symlink(folder.path().join("loop"), folder.path().join("loop")).unwrap();
        let listing = list(Pipeline::over_folder("p".into(), folder.path().to_owned())).unwrap();
        assert_eq!((listing.files.len(), listing.unreadable.len()), (1, 1));
        assert!(listing.unreadable[0].message.contains("loop"));
        assert!(listing.may_hide(&listing.unreadable[0].uri));
    }
}
