using System.Globalization;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Contracts;
using Referrals.Triage.V1;

namespace Referrals.Triage;

/// <summary>Rows as the API shows them.</summary>
internal static class CaseMessages
{
    /// <summary><paramref name="now"/> is real time: a claim that has lapsed is not shown.</summary>
    public static CountryCase Of(CountryCaseRow row, DateTimeOffset now)
    {
        var message = new CountryCase
        {
            Name = row.Name,
            CaseId = row.CaseId,
            Country = row.Country,
            Desk = row.Desk,
            Priority = row.Priority,
            PriorityReason = row.PriorityReason,
            Completeness = row.Completeness,
            DueAt = row.DueAt.ToTimestamp(),
            OpenedAt = row.OpenedAt.ToTimestamp(),
            ReportCount = row.ReportCount,
            AgencyCount = row.AgencyCount,
            PossibleMatchCount = row.PossibleMatchCount,
            State = row.State,
            Disposition = row.Disposition,
            Version = row.Version,
            Orphaned = row.Orphaned,
            OrphanReason = row.Orphaned ? row.OrphanReason : OrphanReason.Unspecified,
            ChildAtImmediateRisk = row.ChildAtImmediateRisk,
            EvidenceItems = row.EvidenceItems,
            Reopened = row.Reopened,
            Escalated = row.Escalated,
            MergedInto = row.MergedInto ?? "",
            OpenInformationRequests = row.OpenInformationRequests,
            HotKeyOnly = CaseTotals.IsKnownMaterialOnly(row),
            IncidentTypes = { row.IncidentTypes },
            AgencyIds = { row.AgencyIds },
            MatchedOn = { row.MatchedOn },
        };
        if (row.State == CountryCaseState.AcceptHeld)
            message.UndoUntil = row.UndoUntil?.ToTimestamp();
        if (!Claims.IsHeld(row, now))
            return message;
        message.Holder = row.Holder;
        message.HolderDisplayName = DisplayName(row.Holder);
        message.LeaseUntil = row.LeaseUntil!.Value.ToTimestamp();
        return message;
    }

    /// <summary>An entry of the history with its note, without which an auditor reads it.</summary>
    public static Decision Of(DecisionRow row, string note) => new()
    {
        DecisionId = IdOf(row.Number),
        Kind = row.Kind,
        Actor = row.Actor ?? "",
        ActorDisplayName = DisplayName(row.Actor),
        At = row.At.ToTimestamp(),
        Disposition = row.Disposition,
        InformationalReason = row.InformationalReason,
        MissingDatum = row.MissingDatum,
        Priority = row.Priority,
        Justification = row.Justification,
        Note = note,
        LeadTeamId = row.LeadTeamId,
        Undoes = row.Undoes is { } undoes ? IdOf(undoes) : "",
        InformationRequestId = row.InformationRequestId ?? "",
        Undone = row.Undone,
    };

    /// <summary>The id of a decision in its case.</summary>
    public static string IdOf(int decision) => decision.ToString(CultureInfo.InvariantCulture);

    /// <summary><c>officer/ana</c> is <c>ana</c>.</summary>
    public static string DisplayName(string? principal) => principal?[(principal.IndexOf('/', StringComparison.Ordinal) + 1)..] ?? "";
}
