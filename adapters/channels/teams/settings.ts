/** What the channel needs to know of its registration in Azure. */

/** Where keys and issuers are looked up instead of at Microsoft: for a local key set. Never in production. */
export interface TeamsOverrides {
  /** OpenID metadata of the channel: `{issuer, jwks_uri}`. */
  readonly metadataUrl: string;
  readonly issuer: string;
}

/** A single-tenant registration. */
export interface TeamsApp {
  readonly id: string;
  readonly password: string;
  readonly tenant: string;
  readonly type: 'SingleTenant';
}

export interface TeamsSettings {
  readonly mode: 'development' | 'production' | 'test';
  /** Absent only where `anonymous` is set. */
  readonly app?: TeamsApp;
  /** Anybody who reaches the port is believed: for the Playground on one's own machine. */
  readonly anonymous: boolean;
  /** Tenants whose people are served, in lower case; the registration's own unless told. */
  readonly tenants: readonly string[];
  /** Hosts, and domains above them, that files are fetched from and brought to. */
  readonly fileHosts: readonly string[];
  readonly overrides?: TeamsOverrides;
  /** The address people use, without a final slash: for links to what cannot be sent. */
  readonly publicUrl?: string | undefined;
}

/** Issuer of the tokens that the channel signs. */
export const ISSUER = 'https://api.botframework.com';

/**
 * The library's options. Setting one of the addresses makes all of them count, so that the rest are given their usual
 * values.
 */
export function authenticationOf({ app, overrides }: TeamsSettings): Record<string, string> {
  return {
    ...(app
      ? {
          MicrosoftAppId: app.id,
          MicrosoftAppPassword: app.password,
          MicrosoftAppTenantId: app.tenant,
          MicrosoftAppType: app.type,
        }
      : {}),
    ...(overrides
      ? {
          ToBotFromChannelOpenIdMetadataUrl: overrides.metadataUrl,
          ToBotFromEmulatorOpenIdMetadataUrl: overrides.metadataUrl,
          ToBotFromChannelTokenIssuer: overrides.issuer,
          ToChannelFromBotLoginUrl: `https://login.microsoftonline.com/${app?.tenant ?? 'botframework.com'}`,
          ToChannelFromBotOAuthScope: ISSUER,
        }
      : {}),
  };
}
