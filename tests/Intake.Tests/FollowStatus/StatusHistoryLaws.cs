using FsCheck;
using FsCheck.Fluent;
using Referrals.Common.V1;
using Referrals.Intake.V1;
using Xunit;

namespace Referrals.Intake.Tests.FollowStatus;

public sealed class StatusHistoryLaws
{
    private static readonly Action<Histories>[] Happenings =
    [
        history => history.Case("PH", ReferralState.InTriage, StatusDetail.InTriage),
        history => history.Case("PH", ReferralState.Accepted, StatusDetail.Accepted, Disposition.Actionable),
        history => history.Case("PH", ReferralState.Routed, StatusDetail.Offered),
        history => history.Case("PH", ReferralState.Completed, StatusDetail.Completed),
        history => history.Case("TH", ReferralState.InTriage, StatusDetail.InTriage),
        history => history.Case("TH", ReferralState.Rejected, StatusDetail.Rejected, Disposition.NotAnOffence),
        history => history.Own(StatusDetail.Supplemented),
        history => history.JoinsIn("PH", "TH"),
        history => history.Own(StatusDetail.InformationRequested, "PH", "irq-1"),
        history => history.Own(StatusDetail.InformationAnswered, "PH", "irq-1"),
        history => history.Own(StatusDetail.ConsentRequested, "PH"),
        history => history.Own(StatusDetail.ConsentGiven),
        history => history.Own(StatusDetail.ConsentRefused),
        history => history.Own(StatusDetail.Withdrawn),
    ];

    /// <summary>Whatever happens next, what was told stays as it was told, so a watcher that goes on from a number misses nothing.</summary>
    [Fact]
    public void What_was_told_once_never_changes() => Prop.ForAll(
        Gen.Choose(0, Happenings.Length - 1).ListOf().ToArbitrary(),
        happenings =>
        {
            var history = new Histories("PH").Matched();
            var before = history.Status().History.ToList();
            foreach (var happening in happenings)
            {
                Happenings[happening](history);
                var after = history.Status();
                Assert.Equal(before, after.History.Take(before.Count));
                Assert.Equal(Enumerable.Range(1, after.History.Count), after.History.Select(entry => entry.Number));
                Assert.Single(after.Countries, country => country.Headline && country.State == after.State);
                before = [.. after.History];
            }
        }).QuickCheckThrowOnFailure();
}
