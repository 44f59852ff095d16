using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Platform.Credentials;
using Referrals.Routing.HandOffs;
using Referrals.Routing.Policies;
using Referrals.Routing.Storage;

namespace Referrals.Routing.ReadHandOffs;

/// <summary>Hand-offs as the API shows them to a reader.</summary>
internal static class HandOffView
{
    /// <summary>One hand-off after a change of it.</summary>
    public static async Task<V1.HandOff> ReadAsync(RoutedCase routed, HandOffRow handOff, CancellationToken cancellationToken) =>
        (await ReadAsync(routed.Work.Db, [handOff], routed.Policy, routed.Actor!, routed.Now, cancellationToken))[0];

    /// <summary>Hand-offs that the reader may see, in the order given.</summary>
    public static async Task<List<V1.HandOff>> ReadAsync(
        RoutingDbContext db, IReadOnlyList<HandOffRow> handOffs, PolicyDocument policy, Principal reader, DateTimeOffset now, CancellationToken cancellationToken)
    {
        if (handOffs.Count == 0)
            return [];
        var carried = await CarriedSummary.ReadAsync(db, await ReadingLimits.ReadAsync(db, handOffs, policy, reader, cancellationToken), cancellationToken);
        return [.. handOffs.Select(handOff => Show(handOff, carried.GetValueOrDefault(handOff.HandOffId, CarriedSummary.Empty), policy, reader, now))];
    }

    private static V1.HandOff Show(HandOffRow row, CarriedSummary carried, PolicyDocument policy, Principal reader, DateTimeOffset now) => new()
    {
        HandOffId = row.HandOffId,
        CountryCase = row.CountryCase,
        Country = row.Country,
        TeamId = row.TeamId,
        TeamDisplayName = policy.Team(row.TeamId)?.Name ?? row.TeamId,
        Role = row.Role,
        State = row.State,
        PolicyVersion = row.PolicyVersion,
        RuleId = row.RuleId,
        Attempt = row.Attempt,
        Priority = row.Priority,
        OfferedAt = row.OfferedAt.ToTimestamp(),
        AcknowledgeBy = row.AcknowledgeBy.ToTimestamp(),
        AcknowledgedAt = row.AcknowledgedAt?.ToTimestamp(),
        TeamReference = row.TeamReference ?? "",
        Holder = reader.Role == Role.Team ? row.Holder ?? "" : "",
        FeedbackDueAt = row.FeedbackDueAt?.ToTimestamp(),
        FeedbackOverdue = row.FeedbackOverdue || row.FeedbackDueAt <= now,
        NextTeamId = row.State == HandOffState.Offered ? row.NextTeamId ?? "" : "",
        From = row.FromCustodian,
        DeclineReason = row.DeclineReason ?? DeclineReason.Unspecified,
        ChangeReason = row.ChangeReason ?? CustodyChangeReason.Unspecified,
        TransferredTo = row.TransferredTo ?? "",
        EndedAt = row.EndedAt?.ToTimestamp(),
        ReferralCount = carried.Count,
        ReferralsWaiting = carried.Waiting,
        AgencyIds = { carried.AgencyIds },
        IncidentTypes = { carried.IncidentTypes },
        Tlp = carried.Tlp,
        Conditions = { carried.Conditions },
        OpenTasks = { OpenTask.Read(row.Tasks).Select(task => new V1.HandOffTask { Task = task.Task, DueAt = task.DueAt.ToTimestamp(), Overdue = task.DueAt <= now }) },
        Outcome = row.OutcomeDetails is { } outcome ? V1.HandOffOutcome.Parser.ParseJson(outcome) : null,
        Version = row.Version,
        NewInformation = row.NewInformation,
    };
}
