using Referrals.Cli.Replay.Reading;

namespace Referrals.Cli.Replay.Running;

/// <summary>Which country case is meant: that of a referral in a country.</summary>
internal sealed record CasePick(string Of, string Country)
{
    private const string Usual = "PH";

    public static CasePick Read(ScenarioNode node) => new(node.Text("of"), node.TextOrNull("country") ?? Usual);

    public override string ToString() => $"{Of} in {Country}";
}
