using Referrals.Cli.Replay.Reading;

namespace Referrals.Cli.Replay.Checking;

/// <summary>What may be expected, by the word in the file.</summary>
internal static class CheckKinds
{
    private static readonly Dictionary<string, Func<ScenarioNode, ICheck>> Kinds = new()
    {
        ["priority"] = PriorityCheck.Read,
        ["decided"] = DecidedCheck.Read,
        ["handOff"] = HandOffCheck.Read,
        ["offeredNext"] = OfferedNextCheck.Read,
        ["carries"] = CarriesCheck.Read,
        ["task"] = TaskCheck.Read,
        ["feedback"] = FeedbackCheck.Read,
        ["passedOver"] = PassedOverCheck.Read,
        ["senderSees"] = SenderSeesCheck.Read,
        ["countries"] = CountriesCheck.Read,
        ["othersReported"] = OthersReportedCheck.Read,
        ["canRead"] = ReadingCheck.ReadMay,
        ["cannotRead"] = ReadingCheck.ReadMayNot,
        ["toldNothing"] = ToldNothingCheck.Read,
        ["refusalsInLog"] = RefusalsInLogCheck.Read,
        ["sameCase"] = SameCaseCheck.ReadSame,
        ["otherCase"] = SameCaseCheck.ReadOther,
        ["oneItem"] = OneItemCheck.Read,
        ["ahead"] = AheadCheck.Read,
        ["orphaned"] = OrphanedCheck.Read,
        ["statistics"] = StatisticsCheck.Read,
        ["trail"] = TrailCheck.Read,
        ["verifies"] = VerifiesCheck.Read,
        ["noContent"] = NoContentCheck.Read,
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static ICheck Read(ScenarioNode node) =>
        Kinds.TryGetValue(node.Text("check"), out var read)
            ? read(node)
            : throw node.Problem($"'{node.Text("check")}' is not something that is checked; it may be {string.Join(", ", Kinds.Keys)}");
}
