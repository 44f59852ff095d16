using System.Collections.Frozen;

namespace Referrals.Matching.NormaliseNames;

/// <summary>Words in names that name nobody: titles, ranks, generations and the particles before family names.</summary>
internal static class NameWords
{
    private static readonly FrozenSet<string> Titles =
        ("mr mrs ms miss mx dr doctor prof professor sir dame lord lady rev reverend fr father hon rt capt captain col colonel maj major gen general lt sgt cpl pvt "
        + "baron baroness baronet bart bt count countess duke duchess earl viscount marquess marquis knight esq esquire jr sr junior senior phd md mp "
        + "engr atty senor sra sr herr frau monsieur mme mlle dona datuk dato haji hajji sheikh shaikh shri smt sri ustadz kuya ate tito tita aka alias "
        + "ii iii iv vi vii viii").Split(' ').ToFrozenSet();

    private static readonly FrozenSet<string> Particles =
        ("van von de del dela der den du da di do dos das la las los le el al ul bin ibn bint binti abu ben san santa st ter ten of the y e zu zum zur af av op t s").Split(' ').ToFrozenSet();

    /// <summary>Which of that name: 1 for the elder, 2 for the younger; 0 for other words.</summary>
    public static int Generation(string word) => word switch
    {
        "sr" or "senior" or "i" => 1,
        "jr" or "junior" or "ii" => 2,
        "iii" => 3,
        _ => 0,
    };

    public static bool IsTitle(string word) => Titles.Contains(word) || IsOrdinal(word);

    public static bool IsParticle(string word) => Particles.Contains(word);

    private static bool IsOrdinal(string word) =>
        word.Length >= 3 && char.IsAsciiDigit(word[0]) && (word.EndsWith("st", StringComparison.Ordinal) || word.EndsWith("nd", StringComparison.Ordinal)
            || word.EndsWith("rd", StringComparison.Ordinal) || word.EndsWith("th", StringComparison.Ordinal));
}
