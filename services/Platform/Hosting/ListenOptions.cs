using System.ComponentModel.DataAnnotations;
using System.Net;

namespace Referrals.Platform.Hosting;

/// <summary>Where a process listens, on loopback if not told otherwise; configuration section <c>Listen</c>. Port 0 takes any free one.</summary>
public sealed class ListenOptions : IValidatableObject
{
    /// <summary>IP address. Anything but loopback (<c>0.0.0.0</c>, in a container) needs TLS, or <see cref="AllowPlaintext"/>.</summary>
    [Required]
    public string Address { get; set; } = "127.0.0.1";

    /// <summary>Listen beyond loopback without TLS: a private network, such as that of a composition of containers, keeps everybody else out.</summary>
    public bool AllowPlaintext { get; set; }

    /// <summary>HTTP/2, for gRPC.</summary>
    [Range(0, 65535)]
    public int Grpc { get; set; } = 8081;

    /// <summary>HTTP/1.1: health, JSON and pages.</summary>
    [Range(0, 65535)]
    public int Web { get; set; } = 8080;

    /// <summary>Address at which people reach it, such as <c>https://referrals.example</c>; null where it is the one that it listens on.</summary>
    public Uri? PublicWeb { get; set; }

    public IEnumerable<ValidationResult> Validate(ValidationContext validationContext)
    {
        if (!IPAddress.TryParse(Address, out _))
            yield return new ValidationResult("Listen:Address must be an IP address", [nameof(Address)]);
    }
}
