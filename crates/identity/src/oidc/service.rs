//! What is known of the service, in the types that openidconnect leaves to its user to spell out.

use jiff::{SignedDuration, Timestamp};
use openidconnect::core::{
    CoreAuthDisplay, CoreAuthPrompt, CoreClientAuthMethod, CoreErrorResponseType, CoreGenderClaim, CoreJsonWebKey,
    CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm, CoreProviderMetadata, CoreRevocableToken,
    CoreRevocationErrorResponse, CoreTokenIntrospectionResponse, CoreTokenType,
};
use openidconnect::{
    AccessToken, AccessTokenHash, AuthType, ClientId, ClientSecret, EmptyExtraTokenFields, EndpointMaybeSet,
    EndpointNotSet, EndpointSet, IdToken, IdTokenFields, IdTokenVerifier, Nonce, RedirectUrl, StandardErrorResponse,
    StandardTokenResponse,
};

use super::claims::{Extra, Told};
use super::config::Config;
use super::error::OidcError;

/// How far the service's clock may run ahead of ours.
const AHEAD: SignedDuration = SignedDuration::from_mins(5);

/// How long before now an ID token may have been made. It is fetched the moment the browser returns, so more than this
/// means that the two clocks differ.
const BEHIND: SignedDuration = SignedDuration::from_mins(15);

/// Signatures with the service's own key. Those made with the client secret (HS256…) and unsigned tokens are never taken.
const SIGNATURES: [CoreJwsSigningAlgorithm; 9] = [
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha256,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha384,
    CoreJwsSigningAlgorithm::RsaSsaPkcs1V15Sha512,
    CoreJwsSigningAlgorithm::RsaSsaPssSha256,
    CoreJwsSigningAlgorithm::RsaSsaPssSha384,
    CoreJwsSigningAlgorithm::RsaSsaPssSha512,
    CoreJwsSigningAlgorithm::EcdsaP256Sha256,
    CoreJwsSigningAlgorithm::EcdsaP384Sha384,
    CoreJwsSigningAlgorithm::EdDsa,
];

pub(super) type Fields = IdTokenFields<
    Extra,
    EmptyExtraTokenFields,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJwsSigningAlgorithm,
>;
pub(super) type Tokens = StandardTokenResponse<Fields, CoreTokenType>;
pub(super) type SignedToken =
    IdToken<Extra, CoreGenderClaim, CoreJweContentEncryptionAlgorithm, CoreJwsSigningAlgorithm>;
pub(super) type Client = openidconnect::Client<
    Extra,
    CoreAuthDisplay,
    CoreGenderClaim,
    CoreJweContentEncryptionAlgorithm,
    CoreJsonWebKey,
    CoreAuthPrompt,
    StandardErrorResponse<CoreErrorResponseType>,
    Tokens,
    CoreTokenIntrospectionResponse,
    CoreRevocableToken,
    CoreRevocationErrorResponse,
    EndpointSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointNotSet,
    EndpointMaybeSet,
    EndpointMaybeSet,
>;

/// What the service said of itself, and its keys.
#[derive(Debug)]
pub(super) struct Service {
    pub(super) metadata: CoreProviderMetadata,
    pub(super) client: Client,
    client_id: ClientId,
    pub(super) asked_at: Timestamp,
}

impl Service {
    pub(super) fn new(
        metadata: CoreProviderMetadata,
        config: &Config,
        redirect_url: RedirectUrl,
        asked_at: Timestamp,
    ) -> Self {
        let client_id = ClientId::new(config.client_id.clone());
        let secret = config.client_secret.clone().map(ClientSecret::new);
        let mut client =
            Client::from_provider_metadata(metadata.clone(), client_id.clone(), secret).set_redirect_uri(redirect_url);
        // Basic is every service's default (RFC 8414 §2); a few take the secret in the body alone.
        if let Some(ways) = metadata.token_endpoint_auth_methods_supported()
            && !ways.contains(&CoreClientAuthMethod::ClientSecretBasic)
            && ways.contains(&CoreClientAuthMethod::ClientSecretPost)
        {
            client = client.set_auth_type(AuthType::RequestBody);
        }
        Self {
            metadata,
            client,
            client_id,
            asked_at,
        }
    }

    /// Everything an ID token must be, and what it then tells.
    pub(super) fn read(
        &self,
        token: &SignedToken,
        access_token: &AccessToken,
        nonce: &Nonce,
        now: Timestamp,
    ) -> Result<Told, OidcError> {
        let instant = chrono::DateTime::from_timestamp(now.as_second(), 0).ok_or(OidcError::Clock)?;
        let keys = self.metadata.jwks().clone();
        // "Public" even with a secret: it is how this library is told never to accept a token signed with that secret.
        let issuer = self.metadata.issuer().clone();
        let verifier = IdTokenVerifier::new_public_client(self.client_id.clone(), issuer, keys)
            .set_allowed_algs(SIGNATURES)
            .set_time_fn(move || instant);
        let claims = token.claims(&verifier, nonce).map_err(OidcError::from_verification)?;
        let made = Timestamp::from_second(claims.issue_time().timestamp()).map_err(|_| OidcError::Clock)?;
        let age = now.duration_since(made);
        if age > BEHIND || age < -AHEAD {
            return Err(OidcError::Clock);
        }
        if claims
            .authorized_party()
            .is_some_and(|party| party.as_str() != self.client_id.as_str())
        {
            return Err(OidcError::OtherAudience);
        }
        if let Some(expected) = claims.access_token_hash() {
            let algorithm = token.signing_alg().map_err(|_| OidcError::BadSignature)?;
            let key = token.signing_key(&verifier).map_err(|_| OidcError::BadSignature)?;
            let actual = AccessTokenHash::from_token(access_token, algorithm, key);
            if actual.ok().as_ref() != Some(expected) {
                return Err(OidcError::OtherAccessToken);
            }
        }
        Ok(Told::by_id_token(claims))
    }
}
