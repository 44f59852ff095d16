using Referrals.Common.V1;

namespace Referrals.Routing.HandOffs;

/// <summary>What the rules need to know of a hand-off.</summary>
/// <param name="State">Its state.</param>
/// <param name="AcknowledgeBy">From then on it can no longer be acknowledged.</param>
/// <param name="TransferPending">Another team has been offered it by this one and has not answered.</param>
internal readonly record struct HandOffStanding(HandOffState State, DateTimeOffset AcknowledgeBy, bool TransferPending = false);
