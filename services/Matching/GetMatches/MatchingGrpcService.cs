using Grpc.Core;
using Referrals.Common.V1;
using Referrals.Matching.GetMatches;
using Referrals.Matching.Storage;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Access;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Matching;

public sealed partial class MatchingGrpcService
{
    private const int UsualPage = 50;
    private const int LargestPage = 200;
    private const int MostSimilar = 20;

    public override async Task<GetMatchesResponse> GetMatches(GetMatchesRequest request, ServerCallContext context)
    {
        Check(request);
        var stop = context.CancellationToken;
        var size = request.PageSize == 0 ? UsualPage : Math.Min(request.PageSize, LargestPage);
        var offset = PageToken.Read(request.PageToken);
        var row = await FindVisibleAsync(request, context.GetPrincipal(), stop);
        var referral = request.OfCase == GetMatchesRequest.OfOneofCase.ReferralId ? request.ReferralId : null;
        var lines = await reader.LinesAsync(referral, row.Id, [.. request.Decisions], offset, size + 1, stop);
        var page = lines.Take(size).ToList();
        var cases = await reader.CasesAsync([.. page.Select(line => line.CaseId).Distinct()], stop);

        var response = new GetMatchesResponse { Case = row.ToMessage(await reader.ReferralsOfAsync(row.Id, stop)) };
        response.Matches.AddRange(page
            .Where(line => desks.MaySee(context.GetPrincipal(), cases[line.CaseId].Countries))
            .Select(line => line.ToMessage(cases[line.CaseId])));
        if (lines.Count > size)
            response.NextPageToken = PageToken.Write(offset + size);
        if (request.SimilarNarratives > 0)
            response.SimilarNarratives.AddRange(await SimilarAsync(request, row, context.GetPrincipal(), stop));
        return response;
    }

    /// <summary>As <see cref="Match"/>: nothing of a case that is on no desk of the caller's.</summary>
    private async Task<List<SimilarNarrative>> SimilarAsync(GetMatchesRequest request, CaseRow row, Principal caller, CancellationToken cancellationToken)
    {
        var found = await similar.FindAsync(request.ReferralId, row.Id, request.SimilarNarratives, cancellationToken);
        var cases = await reader.CasesAsync([.. found.Select(other => other.CaseId).Distinct()], cancellationToken);
        return
        [
            .. found.Where(other => desks.MaySee(caller, cases[other.CaseId].Countries))
                .Select(other => new SimilarNarrative { ReferralId = other.ReferralId, CaseId = other.CaseId, Likeness = other.Likeness, SharedWords = other.Shared }),
        ];
    }

    private static void Check(GetMatchesRequest request)
    {
        var violations = new Violations();
        violations.Require(request.PageSize >= 0, "pageSize", "must not be negative", "OUT_OF_RANGE");
        violations.Require(request.SimilarNarratives is >= 0 and <= MostSimilar, "similarNarratives", $"must be 0 to {MostSimilar}", "OUT_OF_RANGE");
        violations.Require(
            request.SimilarNarratives == 0 || request.OfCase == GetMatchesRequest.OfOneofCase.ReferralId, "similarNarratives", "are those of one referral: referralId is required with it", "REQUIRED");
        switch (request.OfCase)
        {
            case GetMatchesRequest.OfOneofCase.ReferralId:
                violations.Require(Ids.IsValid("ref", request.ReferralId), "referralId", "must be the id of a referral", "MALFORMED");
                break;
            case GetMatchesRequest.OfOneofCase.CaseId:
                violations.Require(Ids.IsValid("case", request.CaseId), "caseId", "must be the id of a case", "MALFORMED");
                break;
            default:
                violations.Require(false, "referralId", "or caseId is required", "REQUIRED");
                break;
        }

        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());
    }

    private async Task<CaseRow> FindVisibleAsync(GetMatchesRequest request, Principal caller, CancellationToken cancellationToken)
    {
        var kind = request.OfCase == GetMatchesRequest.OfOneofCase.ReferralId ? "referral" : "case";
        var id = kind == "case" ? request.CaseId : await reader.CaseOfAsync(request.ReferralId, cancellationToken);
        var row = id is null ? null : (await reader.CasesAsync([id], cancellationToken)).GetValueOrDefault(id);
        var standing = row is null ? Standing.None : desks.StandingOf(caller, row.Countries);
        return caller.Check(Right.SeeCase, standing, kind) is { } refusal ? throw new RefusedException(refusal) : row!;
    }
}
