using System.Buffers;
using System.Text;

namespace Grpc.Core;

public sealed partial class Metadata
{
    /// <summary>One key with its text or bytes; never changes.</summary>
    public class Entry
    {
        private static readonly SearchValues<char> s_keyCharacters =
            SearchValues.Create("abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ0123456789._-");

        private readonly string? _text;
        private readonly byte[]? _bytes;

        /// <summary>A binary entry; the key must end with <see cref="BinaryHeaderSuffix"/>. The bytes are copied.</summary>
        public Entry(string key, byte[] valueBytes)
        {
            Key = Normalize(key);
            if (!IsBinaryKey(Key))
                throw new ArgumentException($"The key of a binary value must end with '{BinaryHeaderSuffix}'.", nameof(key));

            ArgumentNullException.ThrowIfNull(valueBytes);
            _bytes = valueBytes.AsSpan().ToArray();
        }

        /// <summary>A text entry; the key must not end with <see cref="BinaryHeaderSuffix"/>.</summary>
        public Entry(string key, string value)
        {
            Key = Normalize(key);
            if (IsBinaryKey(Key))
                throw new ArgumentException($"The key of a text value cannot end with '{BinaryHeaderSuffix}'.", nameof(key));

            ArgumentNullException.ThrowIfNull(value);
            _text = value;
        }

        /// <summary>The key, in lower case as HTTP/2 requires.</summary>
        public string Key { get; }

        /// <summary>A copy of the bytes; for a text entry its ASCII bytes.</summary>
        public byte[] ValueBytes => _bytes is null ? Encoding.ASCII.GetBytes(_text!) : _bytes.AsSpan().ToArray();

        /// <summary>The text. Throws <see cref="InvalidOperationException"/> for a binary entry.</summary>
        public string Value => _text ?? throw new InvalidOperationException("A binary entry has no text.");

        /// <summary>Whether the entry carries bytes.</summary>
        public bool IsBinary => _text is null;

        /// <inheritdoc/>
        public override string ToString() =>
            IsBinary ? $"[Entry: key={Key}, valueBytes={_bytes}]" : $"[Entry: key={Key}, value={_text}]";

        internal bool HasKey(string key) => string.Equals(Key, key, StringComparison.OrdinalIgnoreCase);

        private static bool IsBinaryKey(string key) => key.EndsWith(BinaryHeaderSuffix, StringComparison.Ordinal);

        private static string Normalize(string key)
        {
            ArgumentNullException.ThrowIfNull(key);
            if (key.AsSpan().ContainsAnyExcept(s_keyCharacters))
            {
                throw new ArgumentException(
                    $"'{key}' is no metadata key: only ASCII letters, digits, underscores, hyphens and dots are allowed.",
                    nameof(key));
            }

            return key.ToLowerInvariant();
        }
    }
}
