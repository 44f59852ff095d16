using Referrals.Cli.Replay.Reading;
using Referrals.Cli.Replay.Running;
using Referrals.Cli.Views;
using Referrals.Common.V1;
using Referrals.Intake.V1;

namespace Referrals.Cli.Replay.Checking;

/// <summary><c>senderSees</c>: the status history that a sender reads has these entries in this order, and says this of them.</summary>
internal sealed record SenderSeesCheck(
    string Of,
    string? Country,
    IReadOnlyList<StatusDetail> History,
    IReadOnlyList<StatusDetail> Never,
    IReadOnlyList<string> References,
    Outcome? Outcome,
    int? Arrested,
    int? Safeguarded) : ICheck
{
    public static SenderSeesCheck Read(ScenarioNode node) => new(
        node.Text("of"),
        node.TextOrNull("country"),
        node.Codes<StatusDetail>("history"),
        node.Codes<StatusDetail>("never"),
        node.Texts("references"),
        node.CodeOrNull<Outcome>("outcome"),
        node.NumberOrNull("arrested"),
        node.NumberOrNull("safeguarded"));

    public async Task<Verdict> CheckAsync(StepContext step, CancellationToken cancellationToken)
    {
        var status = (await step.Clients.Intake.GetAsync(new GetRequest { ReferralId = step.Referral(Of) }, cancellationToken: cancellationToken)).Referral.Status;
        var entries = status.History.Where(entry => Country is null || entry.Country == Country || entry.Country.Length == 0).ToList();
        var details = entries.ConvertAll(entry => entry.Detail);
        if (!History.InOrderIn(details) || Never.Any(details.Contains))
            return Verdict.No($"it sees {details.Join()}");
        var notices = entries.Select(entry => entry.HandOff).OfType<HandOffNotice>().ToList();
        if (References.Except(notices.Select(notice => notice.TeamReference)).ToList() is { Count: > 0 } missing)
            return Verdict.No($"it does not see the reference {string.Join(", ", missing)}");
        return Counted(notices);
    }

    private Verdict Counted(IReadOnlyList<HandOffNotice> notices)
    {
        var outcomes = notices.Where(notice => notice.Outcome != Common.V1.Outcome.Unspecified).ToList();
        if (Outcome is not null && outcomes.TrueForAll(notice => notice.Outcome != Outcome))
            return Verdict.No($"it sees the outcomes {outcomes.Select(notice => notice.Outcome).Join()}");
        var counted = outcomes.Where(notice => Outcome is null || notice.Outcome == Outcome).ToList();
        var (arrested, safeguarded) = (counted.Sum(notice => notice.PersonsArrested), counted.Sum(notice => notice.PersonsSafeguarded));
        return Verdict.That(
            (Arrested is null || arrested == Arrested) && (Safeguarded is null || safeguarded == Safeguarded),
            $"it sees {arrested} arrested and {safeguarded} safeguarded");
    }
}
