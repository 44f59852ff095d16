using Referrals.Matching.FindPictures;

namespace Referrals.Evaluation.Pdq;

/// <summary>Counts the pairs of two lists of PDQ hashes that are within 31 bits.</summary>
internal static class PdqCommand
{
    private const int Close = 15;

    public static int Run(string needles, string haystack)
    {
        foreach (var file in new[] { needles, haystack }.Where(file => !File.Exists(file)))
        {
            Console.Error.WriteLine($"there is no {file}");
            return 1;
        }

        var index = new PictureIndex<int>();
        foreach (var hash in Read(haystack))
            index.Add(hash, index.Count);
        var distances = Read(needles).SelectMany(needle => index.Find(needle)).Select(found => found.Distance).ToList();
        Console.WriteLine($"pairs within {PictureHash.Nearest}: {distances.Count}");
        Console.WriteLine($"pairs within {Close}: {distances.Count(distance => distance <= Close)}");
        Console.WriteLine($"equal: {distances.Count(distance => distance == 0)}");
        return 0;
    }

    private static IEnumerable<PictureHash> Read(string file) =>
        File.ReadLines(file).Select(line => PictureHash.Parse(line.Split(',')[0].Trim())).OfType<PictureHash>();
}
