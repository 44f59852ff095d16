namespace Referrals.Console.SignIn;

/// <summary>A session, as it is kept on the server; real times.</summary>
public sealed record Session
{
    /// <summary>Who signed in: <c>officer/okoro</c>.</summary>
    public required string Principal { get; init; }

    public required DateTimeOffset SignedInAt { get; init; }

    /// <summary>When its person last asked for something, to the minute.</summary>
    public required DateTimeOffset SeenAt { get; init; }

    /// <summary>Begun by a one-time link: opens nothing but the page on which its person sets what to sign in with.</summary>
    public bool MustSetUp { get; init; }

    /// <summary>Whom the provider calls so, where one was asked; null otherwise.</summary>
    public string? ProviderSubject { get; init; }

    /// <summary>The provider's session that it belongs to, where the provider says.</summary>
    public string? ProviderSession { get; init; }

    /// <summary>The day of <see cref="SectionsOpened"/>.</summary>
    public DateOnly SectionsDay { get; init; }

    /// <summary>How many folded sections were opened that day; shown to nobody else.</summary>
    public int SectionsOpened { get; init; }

    /// <summary>What may be undone at once; null for nothing.</summary>
    public UndoableDecision? Undoable { get; init; }

    /// <summary>How many folded sections were opened on a day.</summary>
    public int OpenedOn(DateOnly day) => SectionsDay == day ? SectionsOpened : 0;

    /// <summary>The session after one more section was opened.</summary>
    public Session WithOneOpened(DateOnly day) => this with { SectionsDay = day, SectionsOpened = OpenedOn(day) + 1 };
}
