using System.Collections;
using System.Globalization;
using System.Text;
using QRCoder;

namespace Referrals.Console.SignIn.Methods;

/// <summary>A text as a QR code, drawn by the page itself: nothing of it is loaded, and it goes nowhere.</summary>
public sealed class QrCode
{
    private readonly IReadOnlyList<BitArray> rows;

    private QrCode(IReadOnlyList<BitArray> rows) => this.rows = rows;

    /// <summary>Modules on a side, with the margin.</summary>
    public int Size => rows.Count;

    /// <summary>The dark modules, as the path of an SVG whose unit is a module.</summary>
    public string Path
    {
        get
        {
            var path = new StringBuilder();
            for (var y = 0; y < Size; y++)
            {
                for (var x = 0; x < Size; x++)
                {
                    var begin = x;
                    while (x < Size && IsDark(x, y))
                        x++;
                    if (x > begin)
                        path.Append(CultureInfo.InvariantCulture, $"M{begin} {y}h{x - begin}v1h-{x - begin}z");
                }
            }

            return path.ToString();
        }
    }

    /// <summary>The code of a text, with a light margin of four modules and a seventh of it to spare.</summary>
    public static QrCode Of(string text)
    {
        using var data = QRCodeGenerator.GenerateQrCode(text, QRCodeGenerator.ECCLevel.M);
        return new QrCode(data.ModuleMatrix);
    }

    private bool IsDark(int x, int y) => rows[y][x];
}
