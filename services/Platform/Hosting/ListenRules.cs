using System.Net;
using Microsoft.Extensions.Options;
using Referrals.Platform.Tls;

namespace Referrals.Platform.Hosting;

/// <summary>Whoever can reach more than this machine needs TLS, or says that something else keeps others out.</summary>
public sealed class ListenRules(IOptions<TlsOptions> tls) : IValidateOptions<ListenOptions>
{
    public ValidateOptionsResult Validate(string? name, ListenOptions options) => WhyNot(options, tls.Value) is { } why ? ValidateOptionsResult.Fail(why) : ValidateOptionsResult.Success;

    /// <summary>Why a process must not listen like this; null when it may.</summary>
    public static string? WhyNot(ListenOptions listen, TlsOptions tls) =>
        tls.IsOn || listen.AllowPlaintext || (IPAddress.TryParse(listen.Address, out var address) && IPAddress.IsLoopback(address))
            ? null
            : "Listen:Address is not loopback and there is no TLS. Set Tls:Certificate, Tls:Key and Tls:Authority (deploy/local/certificates.sh makes them), "
                + "or Listen:AllowPlaintext=true where a private network keeps everybody else out";
}
