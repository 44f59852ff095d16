namespace Referrals.Platform.Sealing;

/// <summary>A key that was just made, and as it is to be stored.</summary>
public sealed record NewSubjectKey(string Subject, SubjectKey Key, WrappedKey Wrapped)
{
    /// <summary>Its values of <see cref="KeyRows.Columns"/>.</summary>
    public object?[] Values => [Subject, Wrapped.Version, Wrapped.Bytes];
}
