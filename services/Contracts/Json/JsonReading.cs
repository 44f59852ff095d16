using System.Diagnostics.CodeAnalysis;
using Referrals.Common.V1;

namespace Referrals.Contracts.Json;

/// <summary>What came of reading JSON: the message, or the rules that the text breaks, in the order of the text.</summary>
public sealed record JsonReading<T>(T? Message, IReadOnlyList<FieldViolation> Violations)
    where T : class
{
    [MemberNotNullWhen(true, nameof(Message))]
    public bool IsValid => Message is not null;
}
