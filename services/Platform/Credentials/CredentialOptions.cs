using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Credentials;

/// <summary>Where keys and credentials lie; configuration section <c>Data</c>.</summary>
public sealed class CredentialOptions
{
    /// <summary>Data directory of the exchange; <c>keys/</c> and <c>credentials/</c> are below it.</summary>
    [Required]
    public string Directory { get; set; } = "";

    public string PublicKeyFile => Path.Combine(Directory, "keys", "identity.pub.pem");

    public string PrivateKeyFile => Path.Combine(Directory, "keys", "identity.pem");

    /// <summary>The private key of the log of this number, from 1.</summary>
    public string LogKeyFile(long number) => Path.Combine(Directory, "keys", $"log.{number}.key");

    /// <summary>The private key that a service signs promises with.</summary>
    public string ServiceKeyFile(string service) => Path.Combine(Directory, "keys", $"service.{service}.key");

    /// <summary>The key-encryption key of a service, under whose versions the keys of its content are wrapped.</summary>
    public string SealFile(string service) => Path.Combine(Directory, "keys", $"{service}.seal");

    /// <summary>The file of a credential: <c>agency/uk-nca</c> is in <c>credentials/agency-uk-nca.token</c>.</summary>
    public string CredentialFile(string name) => Path.Combine(Directory, "credentials", $"{name.Replace('/', '-')}.token");
}
