//! The census reader from outside: what it makes of files that this project writes, of broken and hostile ones, and of public samples.

#[cfg(test)]
mod generated;
#[cfg(test)]
mod header;
#[cfg(test)]
mod hostile;
#[cfg(test)]
mod properties;
#[cfg(test)]
mod rows;
#[cfg(test)]
mod same_key;
#[cfg(test)]
mod samples;
#[cfg(test)]
mod shared;
#[cfg(test)]
mod writer;
