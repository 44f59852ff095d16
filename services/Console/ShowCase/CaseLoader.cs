using Google.Protobuf.WellKnownTypes;
using Grpc.Core;
using Referrals.Console.Calls;
using Referrals.Intake.V1;
using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ShowCase;

/// <summary>Reads a case from the four services that know of it, at once.</summary>
public sealed class CaseLoader(ExchangeClients clients, TeamNames teams, OfficerNames officers, ExchangeClock clock, TimeProvider time)
{
    private const int Referrals = 50;
    private const int Matches = 50;

    public async Task<(CaseView View, Draft? Draft)> LoadAsync(string countryCase, string caseId, string referralsPage, CancellationToken cancellationToken)
    {
        var item = clients.Triage.GetCaseAsync(new GetCaseRequest { CountryCase = countryCase, PageSize = Referrals, PageToken = referralsPage }, cancellationToken: cancellationToken).ResponseAsync;
        var draft = clients.Triage.GetDraftAsync(new GetDraftRequest { CountryCase = countryCase }, cancellationToken: cancellationToken).ResponseAsync;
        var matches = OrNullAsync(clients.Matching.GetMatchesAsync(new GetMatchesRequest { CaseId = caseId, PageSize = Matches }, cancellationToken: cancellationToken).ResponseAsync);
        var routing = OrNullAsync(clients.Routing.ExplainAsync(new ExplainRequest { CountryCase = countryCase }, cancellationToken: cancellationToken).ResponseAsync);
        var handOffs = OrNullAsync(clients.Routing.ListCaseHandOffsAsync(new ListCaseHandOffsRequest { CountryCase = countryCase }, cancellationToken: cancellationToken).ResponseAsync);
        var holds = OrNullAsync(clients.Routing.ListDeconflictionsAsync(new ListDeconflictionsRequest { CountryCase = countryCase }, cancellationToken: cancellationToken).ResponseAsync);
        var directory = OrNullAsync(teams.AllAsync(cancellationToken));
        var people = officers.AllAsync(cancellationToken);
        var now = clock.NowAsync(clients, cancellationToken);
        await Task.WhenAll(item, draft, matches, routing, handOffs, holds, directory, people, now);
        var view = new CaseView
        {
            Case = await item,
            Now = await now,
            RealNow = time.GetUtcNow(),
            Matches = await matches,
            Routing = (await routing)?.Explanation,
            HandOffs = await handOffs,
            Holds = (await holds)?.Deconflictions ?? [],
            Teams = await directory ?? [],
            Officers = await people,
            OtherDrafts = (await draft).Others,
            DraftSavedAt = (await draft).Draft?.SavedAt?.ToDateTimeOffset(),
        };
        return (view, (await draft).Draft);
    }

    /// <summary>Reads the content of a referral, which is recorded.</summary>
    public async Task<SubmittedReferral> OpenAsync(string referralId, CancellationToken cancellationToken) =>
        (await clients.Intake.GetAsync(
            new GetRequest { ReferralId = referralId, ReadMask = new FieldMask { Paths = { "facts", "content", "supplements" } } }, cancellationToken: cancellationToken)).Referral;

    /// <summary>The page is there without what a service that is away would add.</summary>
    private static async Task<T?> OrNullAsync<T>(Task<T> call)
        where T : class
    {
        try
        {
            return await call;
        }
        catch (RpcException exception) when (exception.StatusCode != StatusCode.Unauthenticated)
        {
            return null;
        }
    }
}
