using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What may be done to several country cases at once: never to accept, and to reject only what is one known key and no more.</summary>
public static class DecideManyRules
{
    private const int ItemsAtMost = 500;

    /// <summary>The rules that the request alone breaks.</summary>
    public static Violations Validate(DecideManyRequest request)
    {
        var violations = new Violations();
        violations.Require(request.Items.Count > 0, "items", "must have at least one element", "REQUIRED");
        violations.Require(request.Items.Count <= ItemsAtMost, "items", $"must have at most {ItemsAtMost} elements", "TOO_MANY");
        var seen = new HashSet<string>();
        for (var i = 0; i < Math.Min(request.Items.Count, ItemsAtMost); i++)
            CheckItem(violations, request.Items[i], $"items[{i}]", seen, request.ActionCase);
        CheckAction(violations, request);
        return violations;
    }

    /// <summary>Why a case may not be rejected in bulk; null if it may.</summary>
    public static Refusal? ToReject(CountryCaseRow row, string officer, int expectedVersion, DateTimeOffset now)
    {
        if ((ClaimRules.ToClaim(row, officer, now) ?? ClaimRules.ToChange(row, expectedVersion) ?? ClaimRules.WithTeams(row)) is { } refusal)
            return refusal;
        return CaseTotals.IsKnownMaterialOnly(row) && !row.Orphaned
            ? null
            : Refusal.FailedPrecondition("NOT_BULK_REJECTABLE", "the case is more than one known key; decide it by itself");
    }

    private static void CheckItem(Violations violations, DecideManyItem item, string path, HashSet<string> seen, DecideManyRequest.ActionOneofCase action)
    {
        violations.Require(CountryCaseNames.IsValid(item.CountryCase), $"{path}.countryCase", "must be a name cases/{case}/countries/{country}", "MALFORMED");
        violations.Require(seen.Add(item.CountryCase), $"{path}.countryCase", "must be there once", "DUPLICATE");
        if (action == DecideManyRequest.ActionOneofCase.RejectInformational)
            violations.Require(item.ExpectedVersion > 0, $"{path}.expectedVersion", "is required to reject", "REQUIRED");
    }

    private static void CheckAction(Violations violations, DecideManyRequest request)
    {
        switch (request.ActionCase)
        {
            case DecideManyRequest.ActionOneofCase.None:
                violations.Require(false, "action", "is required: claim, release, assign or rejectInformational", "REQUIRED");
                break;
            case DecideManyRequest.ActionOneofCase.Assign:
                violations.Officer(request.Assign.Officer, "assign.officer");
                break;
            case DecideManyRequest.ActionOneofCase.RejectInformational:
                var reject = request.RejectInformational;
                violations.Require(
                    reject.InformationalReason != InformationalReason.Unspecified, "rejectInformational.informationalReason", "is required", "REQUIRED");
                violations.Justified(reject.Justification, reject.Note, prefix: "rejectInformational.");
                break;
        }
    }
}
