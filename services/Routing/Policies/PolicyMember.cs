using Referrals.Common.V1;

namespace Referrals.Routing.Policies;

/// <summary>An agency in a team: what it is, and the strictest TLP label of what it reads there.</summary>
internal sealed record PolicyMember(string Agency, string Kind, Tlp MaxTlp);
