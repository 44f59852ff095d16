namespace Referrals.Audit.AppendRecord;

/// <summary>What a stream's name says: <c>referrals/ref-…</c>, <c>cases/case-…</c> or <c>cases/case-…/countries/PH</c>.</summary>
internal sealed record StreamName(string? Referral, string? Case, string? CountryCase)
{
    private const string Countries = "/countries/";

    public static StreamName Of(string stream)
    {
        if (stream.StartsWith("referrals/", StringComparison.Ordinal))
            return new StreamName(stream["referrals/".Length..], null, null);
        if (!stream.StartsWith("cases/", StringComparison.Ordinal))
            return new StreamName(null, null, null);
        var countries = stream.IndexOf(Countries, StringComparison.Ordinal);
        return countries < 0
            ? new StreamName(null, stream["cases/".Length..], null)
            : new StreamName(null, stream["cases/".Length..countries], stream);
    }
}
