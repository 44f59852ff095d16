using Referrals.Common.V1;
using Referrals.Platform.Commands;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>What an acceptance must say.</summary>
public static class AcceptRules
{
    /// <summary>The longest that an acceptance is held so that it can be undone, real time.</summary>
    public static readonly TimeSpan LongestHold = TimeSpan.FromSeconds(60);

    /// <summary>The rules that the request alone breaks.</summary>
    public static Violations Validate(AcceptRequest request)
    {
        var violations = RequestRules.CountryCase(request.CountryCase)
            .Claim(request.ClaimToken)
            .Version(request.ExpectedVersion)
            .Team(request.LeadTeamId)
            .Justified(request.Justification, request.Note, alsoNeedsNote: request.LeadTeamId.Length > 0);
        violations.Require(
            request.UndoHold is not { } hold || IsWithin(hold),
            "undoHold",
            "must be 0 to 60 seconds",
            "OUT_OF_RANGE");
        return violations;
    }

    /// <summary>How long nothing is published; refused for what may not wait.</summary>
    public static Result<TimeSpan> Hold(AcceptRequest request, Priority priority)
    {
        var hold = request.UndoHold?.ToTimeSpan() ?? TimeSpan.Zero;
        return hold > TimeSpan.Zero && priority == Priority.P1Immediate
            ? Refusal.Invalid("undoHold", "must be absent for P1_IMMEDIATE", "NOT_ALLOWED")
            : hold;
    }

    private static bool IsWithin(Google.Protobuf.WellKnownTypes.Duration hold) =>
        hold is { Seconds: >= 0 and <= 60, Nanos: >= 0 and < 1_000_000_000 } && hold.ToTimeSpan() <= LongestHold;
}
