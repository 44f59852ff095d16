namespace Referrals.TransparencyLog.Verify;

/// <summary>What verification may find.</summary>
public static class FindingCodes
{
    /// <summary>A file that must be there is not, or cannot be read.</summary>
    public const string Missing = "MISSING";

    /// <summary>A file or a part of one has not the form that it must have.</summary>
    public const string Malformed = "MALFORMED";

    /// <summary>A file that does not belong to a log of this size.</summary>
    public const string UnexpectedFile = "UNEXPECTED_FILE";

    /// <summary>The checkpoint is not signed as it must be.</summary>
    public const string Signature = "SIGNATURE";

    /// <summary>The checkpoint bears a signature of a key that nobody names, so that nobody can check it.</summary>
    public const string UnknownSignature = "UNKNOWN_SIGNATURE";

    /// <summary>Too few operators of witnesses that are trusted have cosigned.</summary>
    public const string Unanchored = "UNANCHORED";

    /// <summary>A succession of keys is not signed by a key of the log.</summary>
    public const string Succession = "SUCCESSION";

    /// <summary>The leaves do not lead to the root that was signed.</summary>
    public const string Root = "ROOT";

    /// <summary>A leaf is not the one that was signed.</summary>
    public const string Leaf = "LEAF";

    /// <summary>A hash of a tile is not that of what it stands for.</summary>
    public const string Tile = "TILE";

    /// <summary>A record is not in the tree of the checkpoint.</summary>
    public const string Inclusion = "INCLUSION";

    /// <summary>The log is shorter than an earlier checkpoint of it.</summary>
    public const string RolledBack = "ROLLED_BACK";

    /// <summary>The log does not begin with what an earlier checkpoint of it says.</summary>
    public const string Forked = "FORKED";

    /// <summary>The earlier checkpoint cannot be compared with.</summary>
    public const string Earlier = "EARLIER_CHECKPOINT";

    /// <summary>A leaf is not canonical JSON, or no record.</summary>
    public const string LeafForm = "LEAF_FORM";

    /// <summary>Records of a stream are missing, doubled or out of order.</summary>
    public const string Sequence = "SEQUENCE";

    /// <summary>A leaf does not name its stream's previous one.</summary>
    public const string Previous = "PREVIOUS";

    /// <summary>A record stands before the one that led to it.</summary>
    public const string Cause = "CAUSE";

    /// <summary>Time runs backwards in a stream.</summary>
    public const string Time = "TIME";

    /// <summary>A change of custody does not follow from the one before.</summary>
    public const string Custody = "CUSTODY";

    /// <summary>Records of a trail are withheld, and a whole one was asked for; or they are not, where it says so.</summary>
    public const string Withheld = "WITHHELD";

    /// <summary>The records are not those of the subject.</summary>
    public const string Subject = "SUBJECT";

    /// <summary>Content is not what the log was told, or cannot be compared with it.</summary>
    public const string Content = "CONTENT";

    /// <summary>A promise is not signed by the service whose record it is.</summary>
    public const string Promise = "PROMISE";

    /// <summary>The log does not hold what was promised, and it should.</summary>
    public const string BrokenPromise = "BROKEN_PROMISE";

    /// <summary>The log does not hold what was promised, and ends too early for it.</summary>
    public const string OpenPromise = "OPEN_PROMISE";

    /// <summary>No key of the log certifies the key that signed a promise.</summary>
    public const string Certificate = "CERTIFICATE";
}
