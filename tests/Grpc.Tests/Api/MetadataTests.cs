using Grpc.Core;

namespace Referrals.Grpc.Tests.Api;

public sealed class MetadataTests
{
    [Fact]
    public void Keys_are_kept_in_lower_case_and_found_in_any()
    {
        var metadata = new Metadata { { "Trace-ID", "1" } };

        Assert.Equal("trace-id", metadata[0].Key);
        Assert.Equal("1", metadata.GetValue("TRACE-id"));
    }

    [Theory]
    [InlineData("a b")]
    [InlineData("a:b")]
    [InlineData(":path")]
    [InlineData("ü")]
    [InlineData("a\n")]
    public void A_key_with_other_characters_is_refused(string key)
    {
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "value"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key + "-bin", []));
    }

    [Theory]
    [InlineData("abc.DEF_0-9")]
    [InlineData("x")]
    public void A_key_of_letters_digits_underscores_hyphens_and_dots_is_taken(string key) =>
        Assert.Equal(key.ToLowerInvariant(), new Metadata.Entry(key, "").Key);

    [Theory]
    [InlineData("key-bin")]
    [InlineData("KEY-BIN")]
    public void Bytes_need_the_bin_suffix_and_text_must_not_have_it(string key)
    {
        Assert.True(new Metadata.Entry(key, [1]).IsBinary);
        Assert.Throws<ArgumentException>(() => new Metadata.Entry(key, "text"));
        Assert.Throws<ArgumentException>(() => new Metadata.Entry("key", [1]));
    }

    [Fact]
    public void Nulls_are_refused()
    {
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry(null!, "text"));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key", (string)null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata.Entry("key-bin", (byte[])null!));
        Assert.Throws<ArgumentNullException>(() => new Metadata { null! });
    }

    [Fact]
    public void Bytes_are_copied_in_and_out()
    {
        byte[] bytes = [1, 2];
        var entry = new Metadata.Entry("key-bin", bytes);
        bytes[0] = 9;
        entry.ValueBytes[1] = 9;

        Assert.Equal([1, 2], entry.ValueBytes);
    }

    [Fact]
    public void Text_has_bytes_and_bytes_have_no_text()
    {
        Assert.Equal("text"u8.ToArray(), new Metadata.Entry("key", "text").ValueBytes);
        Assert.Throws<InvalidOperationException>(() => new Metadata.Entry("key-bin", [1]).Value);
    }

    [Fact]
    public void The_last_entry_of_a_key_wins_and_all_are_kept_in_order()
    {
        var metadata = new Metadata { { "a", "1" }, { "b", "2" }, { "A", "3" }, { "c-bin", [4] } };

        Assert.Equal("3", metadata.GetValue("a"));
        Assert.Equal(["1", "3"], metadata.GetAll("a").Select(entry => entry.Value));
        Assert.Equal([4], metadata.GetValueBytes("c-bin")!);
        Assert.Null(metadata.Get("none"));
        Assert.Null(metadata.GetValue("none"));
        Assert.Null(metadata.GetValueBytes("none"));
        Assert.Equal(["a", "b", "a", "c-bin"], metadata.Select(entry => entry.Key));
    }

    [Fact]
    public void It_is_a_list()
    {
        var first = new Metadata.Entry("a", "1");
        var second = new Metadata.Entry("b", "2");
        var metadata = new Metadata { second };
        metadata.Insert(0, first);
        var copy = new Metadata.Entry[2];
        metadata.CopyTo(copy, 0);

        Assert.Equal([first, second], copy);
        Assert.Equal(1, metadata.IndexOf(second));
        Assert.Contains(first, metadata);
        Assert.True(metadata.Remove(first));
        metadata[0] = first;
        metadata.RemoveAt(0);
        metadata.Add(second);
        metadata.Clear();
        Assert.Empty(metadata);
        Assert.False(metadata.IsReadOnly);
    }

    [Fact]
    public void Empty_metadata_cannot_be_changed()
    {
        var entry = new Metadata.Entry("a", "1");

        Assert.True(Metadata.Empty.IsReadOnly);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a", "1"));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Add("a-bin", [1]));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Insert(0, entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty[0] = entry);
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.Remove(entry));
        Assert.Throws<InvalidOperationException>(() => Metadata.Empty.RemoveAt(0));
        Assert.Throws<InvalidOperationException>(Metadata.Empty.Clear);
        Assert.Empty(Metadata.Empty);
    }
}
