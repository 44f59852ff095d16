using System.Globalization;
using Microsoft.Extensions.Options;
using Referrals.Contracts;
using Referrals.Matching.FindPictures;
using Referrals.Matching.MakeKeys;
using Referrals.Matching.NormaliseIdentifiers;
using Referrals.Matching.PlaceReferral;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Auditing;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;
using Referrals.Platform.Storage;

namespace Referrals.Matching.QueryIdentifier;

/// <summary>Answers whether an identifier is known: counted, recorded, and told to those who reported it.</summary>
public sealed class QueryIdentifierHandler(MatchingSecret secret, KnownPictures pictures, AgencyContacts contacts, IOptions<MatchingOptions> options)
{
    public async Task<Result<QueryIdentifierResponse>> RunAsync(Work<MatchingDbContext> work, Principal caller, QueryIdentifierRequest request, CancellationToken cancellationToken)
    {
        var violations = QueryRules.Check(request);
        if (violations.Any)
            return violations.ToRefusal();
        var reading = IdentifierNormaliser.Read(request.Identifier, request.Countries);
        if (reading.Identifier is not { IsPartial: false } identifier)
            return Refusal.Invalid("identifier.value", "names nothing that could be known", reading.Reason.Length > 0 ? reading.Reason : "PARTIAL");
        var asked = await CountAsync(work, caller.Agency!, cancellationToken);
        if (QueryRules.Limit(asked, options.Value.QueriesPerHour, work.Now) is { } refusal)
            return refusal;

        var (looks, token) = (FileHashForm.LooksOf(identifier), KeyMaker.TokenOf(identifier, secret.Value));
        var (standings, isCommon) = looks is { } hash ? await LikeAsync(work, hash, cancellationToken) : await StandingsAsync(work, token, cancellationToken);
        var holders = await new KeyHolders(work.Sql, looks is null ? token : null, caller.Agency!).FindAsync(standings, isCommon ? 1 : QueryRules.MostContacts, cancellationToken);
        var named = QueryRules.Named(caller.Agency!, holders.Select(holder => holder.Referral), isCommon);
        var response = new QueryIdentifierResponse { QueryId = Ids.New("qry"), Hit = named.Count > 0, Remaining = options.Value.QueriesPerHour - asked };
        response.Contacts.AddRange(named.Select(contacts.Find));
        Record(work, caller, request, response);
        if (!isCommon)
            Notify(work, caller, request, response, holders);
        return response;
    }

    /// <summary>Counts the question; concurrent ones wait for each other at the row.</summary>
    private static async Task<int> CountAsync(Work<MatchingDbContext> work, string agency, CancellationToken cancellationToken) => (int)await work.Sql.ScalarAsync<long>(
        """
        insert into query_counts (agency_id, hour, asked) values (@p0, @p1, 1)
        on conflict (agency_id, hour) do update set asked = query_counts.asked + 1 returning asked
        """,
        [agency, work.Now.ToUnixTimeSeconds() / 3600],
        cancellationToken);

    /// <summary>The cases where a key stands, each with the referral that brought it, and whether they are too many to name anybody.</summary>
    private static async Task<(IEnumerable<(string CaseId, string ReferralId)> Standings, bool IsCommon)> StandingsAsync(Work<MatchingDbContext> work, long token, CancellationToken cancellationToken)
    {
        // A key that is counted stands in more cases than are found by it.
        var isCounted = await work.Sql.ScalarAsync<long>("select count(*) from terms where token = @p0", [token], cancellationToken) > 0;
        var standings = await FeatureTable.LookUpAsync(work.Sql, [token], cancellationToken);
        return (standings.OrderBy(standing => standing.CaseId, StringComparer.Ordinal).Select(standing => (standing.CaseId, standing.ReferralId)), isCounted || standings.Count > QueryRules.MostContacts);
    }

    /// <summary>The same of a picture, with each referral that names one which looks like it.</summary>
    private async Task<(IEnumerable<(string CaseId, string ReferralId)> Standings, bool IsCommon)> LikeAsync(Work<MatchingDbContext> work, PictureHash looks, CancellationToken cancellationToken)
    {
        var numbers = await pictures.FindAsync(work.Sql, [looks], cancellationToken);
        var standings = await PictureSearch.StandingAsync(work.Sql, numbers[0], cancellationToken);
        var isCommon = standings.Values.Select(standing => standing.CaseId).Distinct().Count() > QueryRules.MostContacts;
        return (standings.OrderBy(standing => standing.Key).Select(standing => (standing.Value.CaseId, standing.Value.ReferralId)), isCommon);
    }

    private static void Record(Work<MatchingDbContext> work, Principal caller, QueryIdentifierRequest request, QueryIdentifierResponse response) =>
        work.Record($"queries/{response.QueryId}", new AuditEntry
        {
            Type = AuditTypes.Queried,
            Actor = caller,
            Agency = caller.Agency,
            Justification = request.Reason.ToString(),
            Details = new Dictionary<string, string>
            {
                ["query"] = response.QueryId,
                ["identifierType"] = request.Identifier.Type.ToString(),
                ["hit"] = response.Hit ? "true" : "false",
                ["contacts"] = response.Contacts.Count.ToString(CultureInfo.InvariantCulture),
            },
        });

    /// <summary>The other side learns who asked, whether or not it was named.</summary>
    private void Notify(
        Work<MatchingDbContext> work, Principal caller, QueryIdentifierRequest request, QueryIdentifierResponse response, List<(string CaseId, ReferralMetadata Referral)> holders)
    {
        var asking = contacts.Find(caller.Agency);
        foreach (var (caseId, referral) in holders.OrderBy(holder => holder.CaseId, StringComparer.Ordinal))
        {
            work.Publish(CaseNames.StreamOf(caseId), new IdentifierQueried
            {
                CaseId = caseId,
                QueryId = response.QueryId,
                ReferralId = referral.ReferralId,
                AskedBy = asking.AgencyId,
                AskedByName = asking.DisplayName,
                AskedByContact = asking.Contact,
                AskedUnder = request.AgencyReference,
            });
        }
    }
}
