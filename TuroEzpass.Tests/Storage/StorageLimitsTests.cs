using TuroEzpass.Core.Storage;

namespace TuroEzpass.Tests.Storage;

/// <summary>What both engines reject without accessing the store.</summary>
public sealed class StorageLimitsTests
{
    [Theory]
    [InlineData("U#host-1#TOLL#2024-05", true)]
    [InlineData("SYS#OWNER", true)]
    [InlineData("U#host-1#", false)]
    [InlineData("U#host-1", false)]
    [InlineData("U##TOLL", false)]
    [InlineData("U#Host#TOLL", false)]
    [InlineData("SYS#", false)]
    [InlineData("TOLL#2024-05", false)]
    [InlineData("", false)]
    public void A_partition_names_its_owner_or_the_system(string partition, bool allowed) =>
        Assert.Equal(allowed, StorageLimits.IsPartition(partition));

    [Theory]
    [InlineData("2024-05-03T14:05:00Z#a1", true)]
    [InlineData("😀", true)]
    [InlineData("", false)]
    [InlineData("tab\t", false)]
    [InlineData("nul\0", false)]
    [InlineData("last\U0010FFFF", false)]
    public void A_key_is_text_that_both_engines_keep_as_it_is(string key, bool allowed) => Assert.Equal(allowed, StorageLimits.IsKey(key));

    [Fact]
    public void A_key_that_is_no_unicode_text_is_refused() => Assert.False(StorageLimits.IsKey("half\ud83d"));

    [Fact]
    public void A_key_is_measured_in_bytes()
    {
        Assert.True(StorageLimits.IsKey(new string('é', 512)));
        Assert.False(StorageLimits.IsKey(new string('é', 513)));
    }

    [Theory]
    [InlineData("host-1", true)]
    [InlineData("9f1c2a34-0000-4000-8000-123456789abc", true)]
    [InlineData("a", true)]
    [InlineData("Host", false)]
    [InlineData("a/b", false)]
    [InlineData("..", false)]
    [InlineData("a#b", false)]
    [InlineData("a ", false)]
    [InlineData("a\n", false)]
    [InlineData("", false)]
    [InlineData(null, false)]
    public void An_owner_id_is_safe_in_keys_paths_and_names(string? text, bool allowed) => Assert.Equal(allowed, OwnerId.TryParse(text, out _));

    [Theory]
    [InlineData("")]
    [InlineData("!!!")]
    [InlineData("W10")]
    [InlineData("bnVsbA")]
    [InlineData("WyIwIiwieCIsIlRPTEwiLCJ4Il0")]
    public void Invalid_text_is_not_parsed_as_a_page_token(string text) => Assert.False(PageToken.TryParse(text, out _));

    [Fact]
    public void Utf8_order_is_not_utf16_order()
    {
        Assert.True(SortRange.CompareUtf8("～", "😀") < 0);
        Assert.True(string.CompareOrdinal("～", "😀") > 0);
    }
}
