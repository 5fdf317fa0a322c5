//! A source in S3-compatible storage.

use std::path::PathBuf;
use std::sync::Arc;
use std::time::Duration;

use futures::TryStreamExt;
use object_store::aws::AmazonS3Builder;
use object_store::path::Path;
use object_store::{ClientOptions, ObjectMeta, ObjectStore, ObjectStoreExt, RetryConfig};
use tokio::runtime::Runtime;
use url::Url;

use super::select::Selection;
use super::{Listing, SourceFile};
use crate::config::{ConfigError, SourceSpec};
use crate::error::RunError;

/// A bucket, or a prefix of one.
#[derive(Debug)]
pub(super) struct Bucket {
    store: Arc<dyn ObjectStore>,
    /// `s3://BUCKET/`
    root: String,
    prefix: Path,
    runtime: Runtime,
}

/// How long one request may take before it is tried again.
const REQUEST_SECONDS: u64 = 30;
/// How often an object is fetched whose body breaks off.
const TRIES: usize = 3;

impl Bucket {
    /// Makes ready to reach the storage; opens no connection yet.
    pub(super) fn of(spec: &SourceSpec, address: &str, place: &str) -> Result<Self, ConfigError> {
        let bad = |reason: String| ConfigError::BadSource { place: place.to_owned(), reason };
        let url = Url::parse(address).map_err(|error| bad(format!("`{address}` is no URL: {error}")))?;
        let Some(bucket) = url.host_str().filter(|_| url.scheme() == "s3") else {
            return Err(bad(format!("`{address}`: write s3://BUCKET/PREFIX/, or `path` for a folder")));
        };
        let prefix = Path::from_url_path(url.path()).map_err(|error| bad(format!("`{address}`: {error}")))?;
        let store = builder(spec, bucket).build().map_err(|error| bad(format!("`{address}`: {error}")))?;
        let runtime = tokio::runtime::Builder::new_multi_thread().worker_threads(2).enable_all().build();
        let runtime = runtime.map_err(|error| bad(format!("`{address}`: cannot start threads: {error}")))?;
        Ok(Self { store: Arc::new(store), root: format!("s3://{bucket}/"), prefix, runtime })
    }

    /// Adds what lies in it to a listing.
    pub(super) fn list(&self, selection: &Selection, listing: &mut Listing) -> Result<(), RunError> {
        let listed = self.runtime.block_on(self.store.list(Some(&self.prefix)).try_collect::<Vec<ObjectMeta>>());
        let failed =
            |error: object_store::Error| RunError::Storage { url: format!("{}{}", self.root, self.prefix), reason: error.to_string() };
        for object in listed.map_err(failed)? {
            let key = object.location.to_string();
            let below = key.strip_prefix(self.prefix.as_ref()).unwrap_or(&key).trim_start_matches('/').to_owned();
            match selection.media_of(&below) {
                None => listing.not_selected += 1,
                Some(media) => listing.files.push(SourceFile {
                    uri: format!("{}{key}", self.root),
                    path: PathBuf::from(format!("{}{key}", self.root)),
                    below,
                    media,
                    bytes: object.size,
                    modified_ns: object.last_modified.timestamp_nanos_opt().unwrap_or(0),
                }),
            }
        }
        Ok(())
    }

    /// The bytes of an object of this bucket; `None` for another's.
    pub(super) fn read(&self, uri: &str) -> Option<std::io::Result<Vec<u8>>> {
        let key = Path::from(uri.strip_prefix(&self.root)?);
        if !key.prefix_matches(&self.prefix) {
            return None;
        }
        Some(self.runtime.block_on(self.fetch(&key)).map_err(std::io::Error::other))
    }

    /// A body that breaks off is fetched again: the library repeats requests, not what has begun to come.
    async fn fetch(&self, key: &Path) -> object_store::Result<Vec<u8>> {
        let mut tried = 1;
        loop {
            match self.store.get(key).await?.bytes().await {
                Err(_) if tried < TRIES => tried += 1,
                fetched => return fetched.map(|bytes| bytes.to_vec()),
            }
        }
    }
}

fn builder(spec: &SourceSpec, bucket: &str) -> AmazonS3Builder {
    let storage = &spec.storage;
    let retry = RetryConfig { retry_timeout: Duration::from_secs(storage.retry_seconds), ..RetryConfig::default() };
    let options = ClientOptions::new().with_allow_http(storage.allow_http).with_timeout(Duration::from_secs(REQUEST_SECONDS));
    let builder =
        AmazonS3Builder::new().with_bucket_name(bucket).with_region(&storage.region).with_client_options(options).with_retry(retry);
    let builder = storage.endpoint.iter().fold(builder, |builder, endpoint| builder.with_endpoint(endpoint));
    match (std::env::var(&storage.access_key_env), std::env::var(&storage.secret_key_env)) {
        (Ok(key), Ok(secret)) => builder.with_access_key_id(key).with_secret_access_key(secret),
        // Without a key nothing is asked of the machine's own metadata service.
        _ => builder.with_skip_signature(true),
    }
}
