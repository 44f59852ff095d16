using System.Collections.Immutable;
using System.Text.Json;
using Google.Protobuf;
using Google.Protobuf.WellKnownTypes;
using Referrals.Common.V1;
using Referrals.Intake.Storage;
using Referrals.Intake.V1;
using Referrals.Platform.Outbox;

namespace Referrals.Intake.FollowStatus;

/// <summary>Writes entries: of a country case once, whatever the number of its referrals; of a single referral where it alone is meant.</summary>
public sealed class StatusWriter(StatusBook book)
{
    /// <summary>Moves a country case and notes what happened.</summary>
    public void Write(string countryCase, DateTimeOffset at, Func<CountryCaseState, CountryCaseState> move, StatusEntry entry)
    {
        var row = book.CountryCase(countryCase);
        var after = move(new CountryCaseState(row.State, ReadLeads(row.Leads)));
        row.State = after.State;
        row.Leads = JsonSerializer.Serialize(after.Leads, EventJson.Options);

        entry.Country = row.Country;
        entry.State = after.State;
        entry.At = at.ToTimestamp();
        var @case = book.Case(row.CaseId);
        book.Add(new CaseEntryRow { CaseId = row.CaseId, Position = ++@case.Position, Entry = entry.ToByteArray() });
    }

    /// <summary>Notes what happened to one referral of a case.</summary>
    public void Write(ReferralRow referral, CaseRow @case, DateTimeOffset at, StatusEntry entry, IReadOnlyList<string>? joins = null, CaseRow? left = null, bool byMerge = false)
    {
        entry.At = at.ToTimestamp();
        book.Add(new ReferralEntryRow
        {
            ReferralId = referral.Id,
            Number = ++referral.Entries,
            AfterPosition = @case.Position,
            Entry = entry.ToByteArray(),
            Joins = joins is null ? null : string.Join(',', joins),
            LeftCase = left?.CaseId,
            LeftPosition = left?.Position,
            LeftByMerge = byMerge,
        });
    }

    /// <summary>Moves a hand-off and its country case, and notes it with what the sender may see.</summary>
    public void Write(HandOffRow handOff, DateTimeOffset at, HandOffState state, StatusDetail detail, bool nextIsOffered = false, Action<HandOffNotice>? tell = null)
    {
        handOff.State = state;
        var notice = new HandOffNotice
        {
            HandOffId = handOff.Id,
            Role = handOff.Role,
            TeamDisplayName = handOff.TeamName ?? handOff.TeamId,
            TeamReference = handOff.TeamReference ?? "",
        };
        tell?.Invoke(notice);
        Write(
            handOff.CountryCase,
            at,
            before => CaseStatusRules.HandOff(before, handOff.Id, handOff.Role, state, nextIsOffered),
            new StatusEntry { Detail = detail, HandOff = notice });
    }

    private static ImmutableDictionary<string, HandOffState> ReadLeads(string json) =>
        JsonSerializer.Deserialize<ImmutableDictionary<string, HandOffState>>(json, EventJson.Options) ?? [];
}
