package sample

import (
	"strconv"
	"time"
)

// account says at which connection user i has the account, and its id there.
func (g *generator) account(i int) identity {
	hi, lo := mixed(g.Seed, "user", i)
	switch share := lo % 100; {
	case share < 60:
		return identity{database, "auth0", databaseID(hi, lo), false}
	case share < 80:
		return identity{corporate, "ad", g.words.localPart(i), false}
	case share < 95:
		return identity{google, "google-oauth2", socialID(hi, lo), true}
	default:
		return identity{partners, "samlp", g.words.localPart(i) + "@acme.test", false}
	}
}

func (g *generator) userID(i int) string {
	a := g.account(i)
	if a.connection == corporate || a.connection == partners {
		return a.provider + "|" + a.connection + "|" + a.id
	}
	return a.provider + "|" + a.id
}

func (g *generator) encodeUsers() []byte {
	draw := newSource(g.Seed, forUsers)
	e := encoder{b: make([]byte, 0, personSize*g.Users+2)}
	e.list(g.Users, func(i int) {
		p := g.profile(i, draw)
		e.person(&p)
	})
	return e.b
}

func (g *generator) profile(i int, draw source) person {
	const day = 24 * time.Hour
	p := person{
		id:          g.userIDs[i],
		name:        g.words.fullName(i),
		nickname:    g.words.localPart(i),
		identities:  []identity{g.account(i)},
		created:     today().Add(-day - time.Duration(draw.below(1500*24*3600))*time.Second),
		blocked:     draw.chance(1),
		multifactor: draw.chance(30),
	}
	p.email = p.nickname + "@acme.test"
	p.updated = p.created
	if draw.chance(96) {
		// Most were here lately: the square crowds them at the near end.
		since := today().Sub(p.created)
		u := draw.unit()
		p.lastLogin = today().Add(-time.Duration(u * u * float64(since))).Truncate(time.Second)
		p.updated = p.lastLogin
		p.logins = 1 + draw.skewed(900)
		p.lastIP = "198.51.100." + strconv.Itoa(1+draw.below(254))
	}
	return p
}
