using Referrals.Matching.MakeKeys;
using Referrals.Platform.Storage;

namespace Referrals.Matching.PlaceReferral;

/// <summary>Which keys each referral of one transaction holds, with the masked values; written at its end in few statements.</summary>
internal sealed class HeldKeys(Sql sql)
{
    private readonly Dictionary<string, HashSet<long>> held = [];
    private readonly HashSet<string> begun = [];
    private readonly List<(string ReferralId, MatchingKey Key)> added = [];

    /// <summary>Says that a referral is placed in this transaction, so that nothing of it is to be read.</summary>
    public void Begin(string referralId)
    {
        held[referralId] = [];
        begun.Add(referralId);
    }

    /// <summary>The keys that a referral holds.</summary>
    public async Task<IReadOnlySet<long>> OfAsync(string referralId, CancellationToken cancellationToken)
    {
        if (held.TryGetValue(referralId, out var known))
            return known;
        var rows = await sql.QueryAsync("select token from referral_keys where referral_id = @p0", [referralId], row => row.Number(0), cancellationToken);
        return held[referralId] = [.. rows];
    }

    /// <summary>Every key that a referral holds: those with a masked value are rows, the others follow from its features.</summary>
    public async Task<HashSet<long>> AllOfAsync(string referralId, FeatureIndex features, byte[] secret, int limit, CancellationToken cancellationToken)
    {
        if (begun.Contains(referralId))
            return [.. held[referralId]];
        var parts = await features.PartsOfAsync(referralId, cancellationToken);
        return [.. await OfAsync(referralId, cancellationToken), .. parts.SelectMany(part => KeyMaker.Make(part, secret, limit)).Select(key => key.Token)];
    }

    /// <summary>Adds a key that the referral does not hold yet; one with a masked value becomes a row.</summary>
    public void Add(string referralId, MatchingKey key)
    {
        held[referralId].Add(key.Token);
        if (key.Masked.Length > 0)
            added.Add((referralId, key));
    }

    /// <summary>Deletes every key of a referral.</summary>
    public async Task RemoveAsync(string referralId, CancellationToken cancellationToken)
    {
        held[referralId] = [];
        added.RemoveAll(row => row.ReferralId == referralId);
        await sql.ExecuteAsync("delete from referral_keys where referral_id = @p0", [referralId], cancellationToken);
    }

    public async Task WriteAsync(CancellationToken cancellationToken)
    {
        await sql.InsertAsync(
            "referral_keys (referral_id, token, identifier_type, masked)",
            [
                added.Select(row => row.ReferralId).ToArray(), added.Select(row => row.Key.Token).ToArray(),
                added.Select(row => row.Key.Type.ToString()).ToArray(), added.Select(row => row.Key.Masked).ToArray(),
            ],
            "",
            cancellationToken);
    }
}
