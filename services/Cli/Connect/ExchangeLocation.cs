namespace Referrals.Cli.Connect;

/// <summary>Where an exchange is found: a data directory on this machine, or a web address together with the credentials of a directory.</summary>
public sealed record ExchangeLocation
{
    private ExchangeLocation(string data, Uri? web)
    {
        Data = Path.GetFullPath(data);
        Web = web;
    }

    /// <summary>Absolute path of the data directory; <c>credentials/</c> is read below it.</summary>
    public string Data { get; }

    /// <summary>Where <c>/exchange.json</c> is asked for; null to read <c>exchange.json</c> in <see cref="Data"/>.</summary>
    public Uri? Web { get; }

    /// <summary>The exchange whose <c>exchange.json</c> lies in a directory; a relative one is resolved from the working directory.</summary>
    public static ExchangeLocation InDirectory(string data) => new(data, null);

    /// <summary>The exchange that answers at a web address, called with the credentials that lie in a directory.</summary>
    public static ExchangeLocation At(Uri web, string data) => new(data, web);

    public override string ToString() => Web?.ToString() ?? Path.Combine(Data, "exchange.json");
}
