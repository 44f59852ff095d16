using Referrals.Cli.Replay.Reading;
using Referrals.Common.V1;

namespace Referrals.Cli.Replay.Running;

/// <summary>Which hand-off is meant: the n-th one of a country case to a team in a role.</summary>
internal sealed record HandOffPick(CasePick Case, string Team, HandOffRole? Role, int Number)
{
    public static HandOffPick Read(ScenarioNode node) => new(CasePick.Read(node), node.Text("team"), node.CodeOrNull<HandOffRole>("role"), node.Number("number", 1));

    public override string ToString() => $"the hand-off of {Case} to {Team}";
}
