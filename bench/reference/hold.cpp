// usage: hold <impl> <N> <M> [<model>] ; impl = stdpq | d4 | tt | set ; model = a distribution of HOLD, or phold
#include "rng.h"
#include <queue>
#include <vector>
#include <set>
#include <cstdio>
#include <cstring>
#include <cstdlib>
#include <chrono>
#include <sys/resource.h>
#include <malloc.h>
using clk=std::chrono::steady_clock;
struct Ev{double t; uint32_t seq; uint32_t id;};
struct Gt{bool operator()(const Ev&a,const Ev&b)const{return a.t>b.t||(a.t==b.t&&a.seq>b.seq);}};
struct Lt{bool operator()(const Ev&a,const Ev&b)const{return a.t<b.t||(a.t==b.t&&a.seq<b.seq);}};
struct StdPQ{ std::priority_queue<Ev,std::vector<Ev>,Gt> q; void push(Ev e){q.push(e);} Ev pop(){Ev e=q.top();q.pop();return e;} };
struct SetQ{ std::set<Ev,Lt> q; void push(Ev e){q.insert(e);} Ev pop(){auto i=q.begin();Ev e=*i;q.erase(i);return e;} };
struct D4{ std::vector<Ev> a; static bool lt(const Ev&x,const Ev&y){return x.t<y.t||(x.t==y.t&&x.seq<y.seq);}
 void push(Ev e){ size_t i=a.size(); a.push_back(e); while(i){size_t p=(i-1)>>2; if(!lt(e,a[p]))break; a[i]=a[p]; i=p;} a[i]=e; }
 Ev pop(){ Ev top=a[0]; Ev e=a.back(); a.pop_back(); size_t n=a.size(); if(n){ size_t i=0; for(;;){ size_t c=4*i+1; if(c>=n)break; size_t m=c; size_t en=c+4<n?c+4:n; for(size_t j=c+1;j<en;j++) if(lt(a[j],a[m])) m=j; if(!lt(a[m],e))break; a[i]=a[m]; i=m;} a[i]=e;} return top; } };
struct TT{ // C++ port of the JS two-tier (time buckets of intrusive lists + small near heap)
 struct Sl{double t; uint32_t seq,id; int nx;}; std::vector<Sl> s; std::vector<int> h; int fr=-1,over=-1; size_t n=0,nover=0; int nb=16,cur=-1; double w=.05,iw=20,base=0; static constexpr double per=16; D4 near; TT(){h.assign(16,-1);}
 void place(int i){ double x=(s[i].t-base)*iw; if(x<nb){ int b=(int)std::floor(x); if(b<=cur) near.push({s[i].t,s[i].seq,(uint32_t)i}); else { s[i].nx=h[b]; h[b]=i; } } else { s[i].nx=over; over=i; nover++; } }
 void push(Ev e){ int i; if(fr>=0){i=fr;fr=s[i].nx;} else {i=s.size(); s.push_back({});} s[i].t=e.t;s[i].seq=e.seq;s[i].id=e.id; n++; place(i);} 
 Ev pop(){ while(near.a.empty()) adv(); Ev e=near.pop(); int i=e.id; Ev r{e.t,e.seq,s[i].id}; s[i].nx=fr; fr=i; n--; return r; }
 void adv(){ for(int c=cur+1;c<nb;c++){ int i=h[c]; if(i>=0){ h[c]=-1; cur=c; while(i>=0){ int q=s[i].nx; near.push({s[i].t,s[i].seq,(uint32_t)i}); i=q; } return; } } cur=nb; rebase(); }
 void rebase(){ int o=over; double mn=1e300,mx=-1e300; for(int q=o;q>=0;q=s[q].nx){ double t=s[q].t; if(t<mn)mn=t; if(t>mx)mx=t; } over=-1; nover=0; double span=mx-mn; size_t inner=0; double cut=mn+span*.125; for(int q=o;q>=0;q=s[q].nx) if(s[q].t<=cut)inner++; double dens=span>0?inner/(span*.125):1; w=per/dens; if(!(w>0)||!std::isfinite(w))w=1; nb=16; while(nb*w<span&&nb<(1<<20)&&(size_t)nb*2<=std::max<size_t>(16,n))nb*=2; h.assign(nb,-1); iw=1/w; base=mn; cur=-1; while(o>=0){ int q=s[o].nx; place(o); o=q; } } };
// What is added to an event's instant; ../README.md defines the five.
struct Exponential{ double operator()(Xo&r){ return r.exp1(); } };
struct Uniform{ double operator()(Xo&r){ return 2*r.u(); } };
struct Tied{ double operator()(Xo&r){ return r.next()>>29; } };
struct Bimodal{ double operator()(Xo&r){ bool months=r.next()<429496730u; double e=r.exp1(); return months?e*2.592e9:e; } };
struct Wide{ double p[32]; Wide(){ for(int i=0;i<32;i++) p[i]=std::ldexp(1.0,i); } double operator()(Xo&r){ uint32_t k=r.next()>>27; return p[k]*(1+r.u()); } };
template<class Q> double bytes(const struct mallinfo2&a,size_t N){ struct mallinfo2 b=mallinfo2(); return (double)((b.uordblks+b.hblkhd)-(a.uordblks+a.hblkhd))/N; }
template<class Q> void tell(const char*nm,const char*model,size_t N,size_t M,double s,double chk,double bpe){ printf("{\"impl\":\"cpp-%s\",\"model\":\"%s\",\"N\":%zu,\"M\":%zu,\"perSecond\":%.0f,\"check\":%.12g,\"bytesPerEvent\":%.1f}\n",nm,model,N,M,M/s,chk,bpe); }
template<class Q,class D> void hold(const char*nm,const char*model,size_t N,size_t M){ Xo r(12345); Q q; D d; uint32_t seq=0; struct mallinfo2 m0=mallinfo2();
 for(size_t i=0;i<N;i++) q.push({d(r),seq++,(uint32_t)i});
 double bpe=bytes<Q>(m0,N);
 auto go=[&](size_t k){ double t=0; for(size_t i=0;i<k;i++){ Ev e=q.pop(); t=e.t; q.push({t+d(r),seq++,e.id}); } return t; };
 go(N<1000000?1000000:N); auto a=clk::now(); double t=go(M); tell<Q>(nm,model,N,M,std::chrono::duration<double>(clk::now()-a).count(),t,bpe); }
// PHOLD: an event of one of 1,024 logical processes schedules one at another that is drawn, a tenth and nine tenths of an exponential later.
template<class Q> void phold(const char*nm,size_t N,size_t M){ Xo r(12345); Q q; uint32_t seq=0; std::vector<uint32_t> seen(1024); struct mallinfo2 m0=mallinfo2();
 for(size_t i=0;i<N;i++) q.push({0.1+0.9*r.exp1(),seq++,(uint32_t)(i&1023)});
 double bpe=bytes<Q>(m0,N);
 auto go=[&](size_t k){ double t=0; for(size_t i=0;i<k;i++){ Ev e=q.pop(); t=e.t; seen[e.id]++; uint32_t to=r.next()>>22; q.push({t+(0.1+0.9*r.exp1()),seq++,to}); } return t; };
 go(N<1000000?1000000:N); auto a=clk::now(); double t=go(M); tell<Q>(nm,"phold",N,M,std::chrono::duration<double>(clk::now()-a).count(),t,bpe); }
template<class Q> void run(const char*nm,size_t N,size_t M,const char*m){ if(!strcmp(m,"phold")) phold<Q>(nm,N,M); else if(!strcmp(m,"exponential")) hold<Q,Exponential>(nm,m,N,M); else if(!strcmp(m,"bimodal")) hold<Q,Bimodal>(nm,m,N,M); else if(!strcmp(m,"wide")) hold<Q,Wide>(nm,m,N,M); else if(!strcmp(m,"tied")) hold<Q,Tied>(nm,m,N,M); else if(!strcmp(m,"uniform")) hold<Q,Uniform>(nm,m,N,M); else { fprintf(stderr,"no model %s\n",m); exit(64); } }
int main(int c,char**v){ if(c<4){ fprintf(stderr,"hold stdpq|d4|tt|set N M [exponential|bimodal|wide|tied|uniform|phold]\n"); return 64; }
 size_t N=strtod(v[2],0),M=strtod(v[3],0); const char*m=c>4?v[4]:"exponential"; if(!strcmp(v[1],"stdpq"))run<StdPQ>("stdpq",N,M,m); else if(!strcmp(v[1],"d4"))run<D4>("d4",N,M,m); else if(!strcmp(v[1],"tt"))run<TT>("tt",N,M,m); else run<SetQ>("set",N,M,m); }
