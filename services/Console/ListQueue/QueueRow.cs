using Referrals.Matching.V1;
using Referrals.Routing.V1;
using Referrals.Triage.V1;

namespace Referrals.Console.ListQueue;

/// <summary>A line of the queue: the case, and what two other services say of it; null where they do not answer.</summary>
public sealed record QueueRow(CountryCase Case, TeamSuggestion? Team, SuggestionSummary? Matches);
