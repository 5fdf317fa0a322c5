//! All contracts: built in, or from a folder.

use std::collections::BTreeMap;
use std::path::Path;
use std::sync::LazyLock;

use include_dir::{Dir, include_dir};

use crate::{Contract, ContractError};

static FILES: Dir<'_> = include_dir!("$CARGO_MANIFEST_DIR/../../schemas/tables");

static BUILTIN: LazyLock<Contracts> =
    LazyLock::new(|| Contracts::of_built_in_files().expect("the test `builtin_contracts_hold` reads every built-in contract"));

/// The contracts of all tables, by name.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Contracts {
    by_name: BTreeMap<String, Contract>,
}

impl Contracts {
    /// The contracts that are part of the binary.
    #[must_use]
    pub fn builtin() -> &'static Self {
        &BUILTIN
    }

    /// Reads the `*.toml` files of a folder.
    ///
    /// # Errors
    /// Names the file, the line and what is wrong: an unknown key, an unknown type, a key column
    /// that is not declared, a column without a meaning.
    pub fn from_dir(folder: &Path) -> Result<Self, ContractError> {
        let mut contracts = Self { by_name: BTreeMap::new() };
        for path in toml_files(folder)? {
            let text = std::fs::read_to_string(&path).map_err(|source| ContractError::Unreadable { path: path.clone(), source })?;
            contracts.add(&path.display().to_string(), &text)?;
        }
        Ok(contracts)
    }

    /// The contract of a table.
    ///
    /// # Errors
    /// Lists the tables there are.
    pub fn get(&self, table: &str) -> Result<&Contract, ContractError> {
        self.by_name
            .get(table)
            .ok_or_else(|| ContractError::UnknownTable { table: table.to_owned(), known: self.names().collect::<Vec<_>>().join(", ") })
    }

    /// Names of the tables, in alphabetical order.
    pub fn names(&self) -> impl Iterator<Item = &str> {
        self.by_name.keys().map(String::as_str)
    }

    /// The contracts, by name in alphabetical order.
    pub fn iter(&self) -> impl Iterator<Item = &Contract> {
        self.by_name.values()
    }

    fn of_built_in_files() -> Result<Self, ContractError> {
        let mut contracts = Self { by_name: BTreeMap::new() };
        for file in FILES.files() {
            let name = format!("schemas/tables/{}", file.path().display());
            contracts.add(&name, &String::from_utf8_lossy(file.contents()))?;
        }
        Ok(contracts)
    }

    fn add(&mut self, file: &str, text: &str) -> Result<(), ContractError> {
        let contract = parse(file, text)?;
        if Path::new(file).file_stem().is_none_or(|stem| stem != contract.name.as_str()) {
            let flaw = format!("the table is named `{}`; name the file `{}.toml`", contract.name, contract.name);
            return Err(ContractError::Flawed { file: file.to_owned(), flaw });
        }
        self.by_name.insert(contract.name.clone(), contract);
        Ok(())
    }
}

fn parse(file: &str, text: &str) -> Result<Contract, ContractError> {
    let contract: Contract =
        toml::from_str(text).map_err(|source| ContractError::Malformed { file: file.to_owned(), source: Box::new(source) })?;
    match contract.flaw() {
        Some(flaw) => Err(ContractError::Flawed { file: file.to_owned(), flaw }),
        None => Ok(contract),
    }
}

fn toml_files(folder: &Path) -> Result<Vec<std::path::PathBuf>, ContractError> {
    let unreadable = |source| ContractError::Unreadable { path: folder.to_owned(), source };
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(folder).map_err(unreadable)? {
        paths.push(entry.map_err(unreadable)?.path());
    }
    paths.retain(|path| path.extension().is_some_and(|extension| extension == "toml"));
    paths.sort();
    Ok(paths)
}
