using PinningAnalyzers.Callbacks;
using Xunit;

namespace PinningAnalyzers.Tests.Callbacks;

/// <summary>Settings vary, the stranger chooses, and what nobody knows is no acceptance.</summary>
public sealed class OutcomeReaderTests
{
    private readonly ConditionTable _table = new();

    [Fact]
    public void WhatDecidesNothing_Disappears()
    {
        Condition unknown = _table.Ask(ChoiceKind.Unknown);
        Assert.Same(_table.True, _table.If(unknown, _table.True, _table.True));
        Assert.Same(_table.True, _table.Or(unknown, _table.Not(unknown)));
        Assert.Same(_table.False, _table.And(unknown, _table.Not(unknown)));
        Assert.Same(unknown, _table.Not(_table.Not(unknown)));
    }

    [Fact]
    public void Setting_GoesBothWays() =>
        Assert.Equal(Outcomes.Accepted | Outcomes.Rejected, Read(_table.Ask(ChoiceKind.Setting)));

    [Fact]
    public void FreeChoice_LetsHimIn() => Assert.Equal(Outcomes.Accepted, Read(_table.Ask(ChoiceKind.Free)));

    [Fact]
    public void WeakIdentity_IsThePrice() => Assert.Equal(Outcomes.AcceptedByWeakIdentity, Read(_table.Ask(ChoiceKind.Weak, "Subject")));

    [Fact]
    public void UnverifiedChain_IsThePrice() => Assert.Equal(Outcomes.AcceptedByChain, Read(_table.Ask(ChoiceKind.Chain, "ExtraStore")));

    [Fact]
    public void WeakIdentityAndChain_CountAsWeakIdentity() => Assert.Equal(
        Outcomes.AcceptedByWeakIdentity,
        Read(_table.And(_table.Ask(ChoiceKind.Chain, "ExtraStore"), _table.Ask(ChoiceKind.Weak, "Subject"))));

    [Fact]
    public void Unknown_IsNoAcceptance() => Assert.Equal(Outcomes.Unknown, Read(_table.Ask(ChoiceKind.Unknown)));

    [Fact]
    public void Unknown_DoesNotHideWhatASettingLetsIn()
    {
        Condition unknown = _table.Ask(ChoiceKind.Unknown);
        Condition setting = _table.Ask(ChoiceKind.Setting);
        Assert.Equal(Outcomes.Accepted | Outcomes.Unknown, Read(_table.Or(unknown, setting)));
        Assert.Equal(Outcomes.Accepted | Outcomes.Unknown, Read(_table.Or(setting, unknown)));
    }

    [Fact]
    public void FreeChoiceBeforeASetting_KeepsBothWays()
    {
        Condition free = _table.Ask(ChoiceKind.Free);
        Condition setting = _table.Ask(ChoiceKind.Setting);
        Assert.Equal(Outcomes.Accepted | Outcomes.Rejected, Read(_table.And(free, setting)));
    }

    [Fact]
    public void PathsBeyondTheBounds_SayNothing()
    {
        Condition setting = _table.Ask(ChoiceKind.Setting);
        Assert.Equal(Outcomes.Accepted, new OutcomeReader().Read(setting, setting));
    }

    [Fact]
    public void WeakIdentities_AreNamed()
    {
        var reader = new OutcomeReader();
        reader.Read(_table.Ask(ChoiceKind.Weak, "Issuer"), _table.True);
        Assert.Equal(["Issuer"], reader.WeakIdentities);
    }

    [Fact]
    public void Bound_IsRemembered()
    {
        for (int i = 0; i < 1_000; i++)
        {
            _table.Ask(ChoiceKind.Setting);
        }

        Assert.True(_table.IsExhausted);
    }

    private Outcomes Read(Condition accepts) => new OutcomeReader().Read(accepts, _table.True);
}
