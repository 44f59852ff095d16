using Referrals.Platform.Commands;
using Referrals.Routing.LoadPolicy;
using Referrals.Routing.Policies;

namespace Referrals.Routing.ReloadPolicy;

/// <summary>Policies and their mistakes as the API shows them.</summary>
internal static class PolicyView
{
    public static V1.PolicyProblem Problem(PolicyMistake mistake, string? file = null) => new()
    {
        Line = mistake.Line,
        Column = mistake.Column,
        Description = file is null ? mistake.Text : $"{file}: {mistake.Text}",
        Reason = mistake.Reason,
        Warning = mistake.IsWarning,
    };

    /// <summary>A draft that a request holds, or the request is refused with each mistake.</summary>
    public static PolicyDocument ReadDraft(string yaml)
    {
        var reading = PolicyReader.Read(yaml);
        return reading.Policy ?? throw new RefusedException(Refusal.Invalid(
            [.. reading.Mistakes.Select(mistake => new FieldError("draftPolicy", mistake.At("draft"), mistake.Reason))]));
    }
}
