using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Routing.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>handOff</c>: a hand-off was made, what happened to it in this order, and how it stands.</summary>
internal sealed record HandOffCheck(
    HandOffPick Pick,
    IReadOnlyList<HandOffEventKind> History,
    IReadOnlyList<HandOffEventKind> Never,
    IReadOnlyList<HandOffState> States,
    string? Reference,
    string? Rule,
    string? Policy,
    DeclineReason? Declined) : ICheck
{
    public static HandOffCheck Read(ScenarioNode node) => new(
        HandOffPick.Read(node),
        node.Codes<HandOffEventKind>("history"),
        node.Codes<HandOffEventKind>("never"),
        node.Codes<HandOffState>("state"),
        node.TextOrNull("reference"),
        node.TextOrNull("rule"),
        node.TextOrNull("policy"),
        node.CodeOrNull<DeclineReason>("declined"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var found = await step.Clients.Routing.GetHandOffAsync(new() { HandOffId = await step.HandOffAsync(Pick, cancellationToken) }, cancellationToken: cancellationToken);
        var kinds = found.History.Select(entry => entry.Kind).ToList();
        if (!History.InOrderIn(kinds) || Never.Any(kinds.Contains))
            return Verdict.No($"its history is {kinds.Join()}");
        return Standing(found.HandOff);
    }

    private Verdict Standing(HandOff handOff)
    {
        if (States.Count > 0 && !States.Contains(handOff.State))
            return Verdict.No($"it is {handOff.State.Word()}");
        if (Reference is not null && handOff.TeamReference != Reference)
            return Verdict.No($"its reference is '{handOff.TeamReference}'");
        if ((Rule is not null && handOff.RuleId != Rule) || (Policy is not null && handOff.PolicyVersion != Policy))
            return Verdict.No($"it was offered under {handOff.RuleId} of {handOff.PolicyVersion}");
        return Verdict.That(Declined is null || handOff.DeclineReason == Declined, $"it was declined for {handOff.DeclineReason.Word()}");
    }
}
