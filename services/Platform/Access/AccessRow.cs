using Referrals.Common.V1;

namespace Referrals.Platform.Access;

/// <summary>One row of the policy: who, in which standing, has a right.</summary>
/// <param name="Right">The right.</param>
/// <param name="Role">Whose.</param>
/// <param name="Any">The standings of which one is enough.</param>
public sealed record AccessRow(Right Right, Role Role, params IReadOnlyList<Standing> Any);
