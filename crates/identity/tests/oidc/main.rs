//! Single sign-on against a real provider (npm `oidc-provider`, started by each test) and against servers that misbehave.

#![cfg(test)]

mod attacks;
mod browser;
mod flow;
mod no_service;
mod provider;
