using System.Buffers;

namespace Referrals.Platform.Commands;

/// <summary>The caller's own id for one changing request.</summary>
public static class RequestId
{
    public const string Rule = "must be 1 to 64 characters of A-Z a-z 0-9 . _ -";
    private const int MaximumLength = 64;
    private static readonly SearchValues<char> Allowed = SearchValues.Create("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789._-");

    public static bool IsValid(string value) => value.Length is > 0 and <= MaximumLength && !value.AsSpan().ContainsAnyExcept(Allowed);
}
