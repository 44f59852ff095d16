using Referrals.Platform.Sealing;

namespace Referrals.Intake.Content;

/// <summary>A submission as it is stored, with the key that it is sealed under.</summary>
public sealed record SealedSubmission(NewSubjectKey Key, byte[] Box)
{
    /// <summary>
    /// Parts of a statement of several: write the submission and its key if the referral was stored by the statement before. Its id
    /// is <c>@p0</c>, its <see cref="Values"/> begin at <paramref name="first"/>.
    /// </summary>
    public static string InsertWithReferral(int first) =>
        $"""
        insert into contents (referral_id, part, content) select @p0, '{ContentStore.Submission}', @p{first} where exists (select 1 from referrals where id = @p0);
        insert into content_keys ({KeyRows.Columns}) select @p0, @p{first + 1}, @p{first + 2} where exists (select 1 from referrals where id = @p0)
        """;

    /// <summary>What these take.</summary>
    public object?[] Values => [Box, Key.Wrapped.Version, Key.Wrapped.Bytes];
}
