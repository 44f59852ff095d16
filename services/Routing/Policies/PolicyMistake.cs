namespace Referrals.Routing.Policies;

/// <summary>What is wrong with a policy, and where. A warning does not keep it from being loaded.</summary>
/// <param name="Line">From 1; 0 when it concerns the whole file.</param>
/// <param name="Column">From 1; 0 when it concerns the whole line.</param>
/// <param name="Reason">A constant: <c>UNKNOWN_KEY</c>, <c>UNKNOWN_TEAM</c>, <c>DUPLICATE</c>, <c>REQUIRED</c>, <c>MALFORMED</c>, …</param>
/// <param name="Text">In words.</param>
internal sealed record PolicyMistake(int Line, int Column, string Reason, string Text, bool IsWarning = false)
{
    /// <summary><c>philippines.yaml:12:5: the team is not in teams</c></summary>
    public string At(string file) => Line > 0 ? $"{file}:{Line}:{Column}: {Text}" : $"{file}: {Text}";
}
