using Referrals.Identity.Storage;

namespace Referrals.Identity.Accounts;

/// <summary>An account and whose it is, both of one transaction.</summary>
internal sealed record StoredAccount(PrincipalRow Principal, AccountRow Row);
