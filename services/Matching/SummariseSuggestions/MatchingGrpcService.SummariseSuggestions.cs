using Grpc.Core;
using Referrals.Matching.GetMatches;
using Referrals.Matching.SummariseSuggestions;
using Referrals.Matching.V1;
using Referrals.Platform;
using Referrals.Platform.Commands;
using Referrals.Platform.Credentials;

namespace Referrals.Matching;

public sealed partial class MatchingGrpcService
{
    private const int MostCases = 100;

    public override async Task<SummariseSuggestionsResponse> SummariseSuggestions(SummariseSuggestionsRequest request, ServerCallContext context)
    {
        var violations = new Violations();
        violations.Require(request.CaseIds.Count is > 0 and <= MostCases, "caseIds", $"must name 1 to {MostCases}", "OUT_OF_RANGE");
        violations.Require(request.CaseIds.All(id => Ids.IsValid("case", id)), "caseIds", "must be ids of cases", "MALFORMED");
        if (violations.Any)
            throw new RefusedException(violations.ToRefusal());

        var stop = context.CancellationToken;
        var caller = context.GetPrincipal();
        var asked = request.CaseIds.Distinct().ToList();
        var lines = await suggestions.ReadAsync(asked, stop);
        var cases = await reader.CasesAsync([.. lines.SelectMany(found => new[] { found.Line.CaseId, found.ReferralsCase }).Distinct()], stop);
        var strongest = asked
            .Select(id => (Id: id, Lines: lines.Where(found => IsVisible(found.Line.CaseId) && IsVisible(found.ReferralsCase) && (found.Line.CaseId == id || found.ReferralsCase == id)).Select(found => found.Line).ToList()))
            .Where(found => found.Lines.Count > 0)
            .Select(found => (found.Id, found.Lines.Count, Line: found.Lines.MaxBy(line => line.Explanation.Score().Total)!))
            .ToList();
        return new SummariseSuggestionsResponse
        {
            Summaries =
            {
                strongest.Select(found => new SuggestionSummary
                {
                    CaseId = found.Id,
                    Count = Math.Min(found.Count, SuggestionReader.MostCounted),
                    StrongestReason = found.Line.ToMessage(cases[found.Line.CaseId]).StrongestReason,
                }),
            },
        };

        bool IsVisible(string id) => cases.TryGetValue(id, out var row) && desks.MaySee(caller, row.Countries);
    }
}
