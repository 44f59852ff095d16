using System.ComponentModel.DataAnnotations;

namespace Referrals.Platform.Tls;

/// <summary>TLS of this process, as a server and as a client of the other services; configuration section <c>Tls</c>. Files are PEM.</summary>
public sealed class TlsOptions : IValidatableObject
{
    /// <summary>This process's certificate, <c>CN=service/NAME</c>, for server and client authentication. Empty: no TLS.</summary>
    public string Certificate { get; set; } = "";

    /// <summary>Its private key.</summary>
    public string Key { get; set; } = "";

    /// <summary>The exchange's own authority, which issues the certificates of its services and of nobody else.</summary>
    public string Authority { get; set; } = "";

    /// <summary>Whether agencies and services must show a certificate; a token of this exchange alone is then not enough.</summary>
    public bool RequireClientCertificates { get; set; } = true;

    public bool IsOn => Certificate.Length > 0;

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (IsOn && (Key.Length == 0 || Authority.Length == 0))
            yield return new ValidationResult("Tls:Certificate needs Tls:Key and Tls:Authority beside it", [nameof(Certificate)]);
        foreach (var (name, file) in new[] { (nameof(Certificate), Certificate), (nameof(Key), Key), (nameof(Authority), Authority) })
        {
            if (file.Length > 0 && !File.Exists(file))
                yield return new ValidationResult($"Tls:{name} names a file that is not there", [name]);
        }
    }
}
