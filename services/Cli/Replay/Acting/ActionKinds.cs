using Referrals.Cli.Replay.Reading;

namespace Referrals.Cli.Replay.Acting;

/// <summary>What steps may do, by the word in the file.</summary>
internal static class ActionKinds
{
    private static readonly Dictionary<string, Func<ScenarioNode, IAction>> Kinds = new()
    {
        ["submit"] = SubmitAction.Read,
        ["submitTogether"] = SubmitTogetherAction.Read,
        ["submitMany"] = SubmitManyAction.Read,
        ["supplement"] = SupplementAction.Read,
        ["answer"] = AnswerAction.Read,
        ["withdraw"] = WithdrawAction.Read,
        ["consent"] = ConsentAction.ReadGiven,
        ["refuseConsent"] = ConsentAction.ReadRefused,
        ["accept"] = AcceptAction.Read,
        ["reject"] = RejectAction.Read,
        ["requestInformation"] = RequestInformationAction.Read,
        ["acknowledge"] = AcknowledgeAction.Read,
        ["decline"] = DeclineAction.Read,
        ["transfer"] = TransferAction.Read,
        ["addInformation"] = AddInformationAction.Read,
        ["progress"] = ProgressAction.Read,
        ["outcome"] = OutcomeAction.Read,
        ["letLapse"] = LetLapseAction.Read,
        ["letFeedbackLapse"] = LetFeedbackLapseAction.Read,
        ["wait"] = _ => new WaitAction(),
    };

    public static IEnumerable<string> Names => Kinds.Keys;

    public static IAction Read(ScenarioNode node) =>
        Kinds.TryGetValue(node.Text("do"), out var read)
            ? read(node)
            : throw node.Problem($"'{node.Text("do")}' is not something that a step does; it may be {string.Join(", ", Kinds.Keys)}");
}
