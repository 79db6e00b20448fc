using System.Net;

namespace Serverless.Tuner.Outbound.Tests;

/// <summary>Every form of address that must not be called, as it may stand in a URL and as a name may stand for it.</summary>
public sealed class AddressRulesTests
{
    public static TheoryData<string> Refused =>
    [
        "0.0.0.0", "0.1.2.3", "10.0.0.1", "10.255.255.255", "100.64.0.1", "100.127.255.254", "127.0.0.1", "127.255.255.254",
        "169.254.0.1", "169.254.169.254", "168.63.129.16", "100.100.100.200", "172.16.0.1", "172.31.255.255", "192.0.0.1", "192.0.0.192",
        "192.0.2.1", "192.88.99.1", "192.168.0.1", "192.52.193.1", "198.18.0.1", "198.19.255.255", "198.51.100.1", "203.0.113.1",
        "224.0.0.1", "239.255.255.255", "240.0.0.1", "255.255.255.255",
        "::", "::1", "::7f00:1", "::ffff:127.0.0.1", "::ffff:10.0.0.1", "::ffff:8.8.8.8", "::ffff:0:8.8.8.8", "64:ff9b::7f00:1",
        "64:ff9b::808:808", "64:ff9b:1::1", "64:ff9b:1:ffff::8.8.8.8", "100::1", "100:0:0:1::1", "fc00::1", "fd00:ec2::254", "fdff::1",
        "fe80::1", "febf::1", "fec0::1", "ff02::1", "ff0e::1", "2001::1", "2001:0:4136:e378::1", "2001:2::1", "2001:10::1", "2001:20::1",
        "2001:db8::1", "2002:7f00:1::1", "2002:808:808::1", "3ffe::1", "3fff::1", "4000::1", "5f00::1", "e000::1",
    ];

    public static TheoryData<string> Public =>
    [
        "1.1.1.1", "8.8.8.8", "9.255.255.255", "11.0.0.0", "100.63.255.255", "100.128.0.0", "126.255.255.255", "128.0.0.0",
        "169.253.255.255", "172.15.255.255", "172.32.0.0", "192.167.255.255", "192.169.0.0", "198.17.255.255", "198.20.0.0",
        "223.255.255.255", "2001:200::1", "2001:4860:4860::8888", "2003::1", "2606:4700:4700::1111", "2a00:1450::1",
    ];

    /// <summary>Ways to write an address that is refused, in a URL.</summary>
    public static TheoryData<string> Urls =>
    [
        "https://127.0.0.1/", "https://127.1/", "https://2130706433/", "https://0x7f000001/", "https://0x7f.0.0.1/", "https://0177.0.0.1/",
        "https://[::1]/", "https://[::ffff:127.0.0.1]/", "https://[::ffff:7f00:1]/", "https://[64:ff9b::7f00:1]/",
        "https://[fe80::1%25eth0]/",
        "https://169.254.169.254/metadata", "https://0/", "https://[::]/", "https://127.0.0.1:8443/",
    ];

    [Theory, MemberData(nameof(Refused))]
    public void Refusal_SpecialAddress_NamesItsKind(string address) => Assert.NotNull(AddressRules.Refusal(IPAddress.Parse(address)));

    [Theory, MemberData(nameof(Public))]
    public void Refusal_PublicAddress_IsNone(string address) => Assert.Null(AddressRules.Refusal(IPAddress.Parse(address)));

    [Theory, MemberData(nameof(Refused))]
    public async Task Post_NameWithSpecialAddress_IsNotConnectedTo(string address)
    {
        using var client = new OutboundClient(OutboundSettings.None, new TestResolver(address), TimeProvider.System);

        var refused = await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.PostAsync(Calls.To("https://trainer.example/train"), TestContext.Current.CancellationToken));

        Assert.Contains("TUNER_OUTBOUND_ALLOW", refused.Message, StringComparison.Ordinal);
        Assert.Contains("trainer.example", refused.Message, StringComparison.Ordinal);
    }

    [Theory, MemberData(nameof(Urls))]
    public async Task Post_UrlWithSpecialAddress_IsRefused(string url)
    {
        using var client = new OutboundClient(OutboundSettings.None, new SystemResolver(), TimeProvider.System);

        await Assert.ThrowsAsync<OutboundRefusedException>(
            () => client.PostAsync(Calls.To(url), TestContext.Current.CancellationToken));
    }

    [Theory]
    [InlineData("http://trainer.example/", "without encryption")]
    [InlineData("https://user:word@trainer.example/", "user name")]
    [InlineData("https://user@trainer.example/", "user name")]
    [InlineData("ftp://trainer.example/", "https://")]
    [InlineData("file:///etc/passwd", "https://")]
    [InlineData("trainer.example/x", "https://")]
    [InlineData("https://10.0.0.1/", "is private")]
    public void WrongWith_Url_SaysWhatIs(string url, string expected)
    {
        using var client = new OutboundClient(OutboundSettings.None, new SystemResolver(), TimeProvider.System);

        Assert.Contains(expected, client.WrongWith(url), StringComparison.Ordinal);
    }

    [Theory]
    [InlineData("trainer.example", "http://trainer.example/", true)]
    [InlineData("trainer.example", "http://TRAINER.example./", true)]
    [InlineData("trainer.example", "http://other.example/", false)]
    [InlineData("10.1.0.0/16", "https://10.1.2.3/", true)]
    [InlineData("10.1.0.0/16", "http://10.1.2.3/", true)]
    [InlineData("10.1.0.0/16", "http://10.2.2.3/", false)]
    [InlineData("127.0.0.1", "http://127.0.0.1:8080/", true)]
    [InlineData("127.0.0.1", "http://127.0.0.2:8080/", false)]
    [InlineData("fd00::/8, ::1", "http://[::1]/", true)]
    [InlineData("fd00::/8, ::1", "http://[fd01::1]/", true)]
    public void WrongWith_AllowList_AllowsWhatItNames(string allow, string url, bool isAllowed)
    {
        using var client = new OutboundClient(Calls.Allowing(allow), new SystemResolver(), TimeProvider.System);

        Assert.Equal(isAllowed, client.WrongWith(url) is null);
    }

    [Theory]
    [InlineData("10.0.0.0/40")]
    [InlineData("http://trainer.example")]
    [InlineData("trainer.example/path")]
    [InlineData("a b*c")]
    public void Read_AllowListThatIsNone_SaysWhichEntry(string allow) =>
        Assert.Throws<InvalidOperationException>(() => Calls.Allowing(allow));
}
