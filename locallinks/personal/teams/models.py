"""Who is known to a neighbourhood team, how closely it keeps in touch, what they want, and what the team talked about.

Every row is history (append-only by trigger): the newest tier counts, an end is a row of its own. Source:
docs/rules/systems.md 20 (risk-stratify, team plan, self-management).
"""

from django.db import models
from django.db.models import Q

from locallinks.foundation.accounts.models import Team, User
from locallinks.foundation.people.models import AboutPerson
from locallinks.personal.teams.choices import GoalEnding, LeavingReason


class TeamMembership(AboutPerson):
    """A person is known to a team: they agreed, or it was decided in their best interests and why is written down."""

    team = models.ForeignKey(Team, models.PROTECT, related_name="+")
    why = models.TextField(max_length=2000)
    brought_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    brought_at = models.DateTimeField()

    class Meta:
        verbose_name = "your neighbourhood team"
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="team_membership_says_why")]


class TeamLeaving(AboutPerson):
    """The end of a membership. From that day the team's organisations see nothing of it."""

    membership = models.OneToOneField(TeamMembership, models.PROTECT, related_name="leaving")
    why = models.CharField(max_length=20, choices=LeavingReason.choices)
    words = models.TextField(max_length=2000)
    said_by = models.CharField(max_length=200)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "leaving the team"
        constraints = [models.CheckConstraint(condition=~Q(words=""), name="leaving_says_why")]


class TeamTier(AboutPerson):
    """How closely the team keeps in touch until the next look: somebody's judgement, with why. Never computed.

    `words` and `verified` are what the list of tiers said that day (reference, list `risk_tier`).
    """

    membership = models.ForeignKey(TeamMembership, models.PROTECT, related_name="tiers")
    tier = models.SlugField(max_length=60, verbose_name="how closely the team keeps in touch")
    words = models.CharField(max_length=200)
    verified = models.BooleanField()
    why = models.TextField(max_length=2000)
    next_look_on = models.DateField()
    set_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    set_at = models.DateTimeField()

    class Meta:
        verbose_name = "how closely the team looks"
        ordering = ["-set_at", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(why=""), name="tier_says_why")]


class TeamGoal(AboutPerson):
    """What the person wants, in their words; who does what about it, and by when."""

    membership = models.ForeignKey(TeamMembership, models.PROTECT, related_name="goals")
    words = models.TextField(max_length=2000)
    said_by = models.CharField(max_length=200)
    who = models.CharField(max_length=200)
    what = models.TextField(max_length=2000)
    by_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "goals with the team"
        ordering = ["by_on", "pk"]
        constraints = [models.CheckConstraint(condition=~Q(words="") & ~Q(who=""), name="team_goal_says_who_and_what")]


class TeamGoalEnd(AboutPerson):
    """It was done, or is no longer wanted."""

    goal = models.OneToOneField(TeamGoal, models.PROTECT, related_name="end")
    how = models.CharField(max_length=20, choices=GoalEnding.choices)
    words = models.TextField(blank=True, max_length=2000)
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        verbose_name = "how a goal with the team went"


class TeamMeeting(AboutPerson):
    """The team talked about somebody: who was there, whether the person was, what was said, and the next look."""

    membership = models.ForeignKey(TeamMembership, models.PROTECT, related_name="meetings")
    met_on = models.DateField()
    there = models.CharField(max_length=500)
    person_there = models.BooleanField()
    words = models.TextField(max_length=5000)
    next_look_on = models.DateField()
    recorded_by = models.ForeignKey(User, models.PROTECT, related_name="+")
    recorded_at = models.DateTimeField()

    class Meta:
        ordering = ["-met_on", "-pk"]
        constraints = [models.CheckConstraint(condition=~Q(words="") & ~Q(there=""), name="meeting_says_who_and_what")]
